import { githubSender } from '../support/webhook-github.ts'
