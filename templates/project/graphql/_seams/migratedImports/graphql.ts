import { announceChanges } from '../graphql/announce.ts'
