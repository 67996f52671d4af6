import { openOutside } from './outside.ts'
