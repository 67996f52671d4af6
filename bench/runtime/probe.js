// Preloaded into every server: answers its parent's question for the CPU time it has used.

process.on('message', (question) => {
  if (question === 'cpu') process.send?.(process.cpuUsage())
})
// The channel alone is no reason to go on living.
process.channel?.unref()
