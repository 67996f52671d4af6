import { releasedSdlPath, renderSdl, sdlPath } from '../graphql/sdl.ts'
