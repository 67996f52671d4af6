  const oauth = createOAuth(dependencies, { keys, sessions, throttle, events })
