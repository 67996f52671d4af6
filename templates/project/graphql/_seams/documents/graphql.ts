  { path: sdlPath, releasedPath: releasedSdlPath, render: renderSdl },
