import type Handlebars from 'handlebars'
import runtime from 'handlebars/runtime.js'
import type { Template } from './templates.ts'

/** A precompiled template: an object literal of functions. */
export type Spec = unknown

// Our own instance: nothing that anybody registers elsewhere reaches our templates.
const handlebars = (runtime as unknown as typeof Handlebars).create()

// A block over a word that is not there is a mistake too; see `withWords` in `compile.ts`.
for (const name of ['each', 'if', 'unless', 'with']) {
  const helper = handlebars.helpers[name]
  handlebars.registerHelper(name, function (this: unknown, value: unknown, block) {
    if (value === undefined) throw new Error(`"${block.hash.word}" not defined in the context`)
    return helper?.call(this, value, block)
  })
}

// Nothing that every object inherits is a word; saying so keeps the library from printing a warning.
const ownPropertiesOnly = {
  allowProtoMethodsByDefault: false,
  allowProtoPropertiesByDefault: false,
}

/** A template whose missing words are errors that name the template and the word. */
export function createTemplate(path: string, spec: Spec): Template {
  let compiled: HandlebarsTemplateDelegate | undefined
  return {
    path,
    dynamic: true,
    render: (context) => {
      compiled ??= handlebars.template(spec as TemplateSpecification)
      try {
        return compiled(context, ownPropertiesOnly)
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error)
        const reason = message.replace(/ not defined in .*$/s, ' is not in the context')
        throw new Error(`templates/${path}: ${reason}`, { cause: error })
      }
    },
  }
}
