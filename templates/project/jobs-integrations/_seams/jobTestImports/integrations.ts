import { openOutside } from '../../src/jobs/outside.ts'
