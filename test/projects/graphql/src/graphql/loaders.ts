import DataLoader from 'dataloader'

/** What is read for one request: by keys, all that are asked for in one go by one statement. */
export interface Loaders {
  /**
   * The value of a key, together with those of the same loader that are asked for at the same level.
   *
   * @param load answers as many values as keys, in their order
   */
  load<Key, Value>(
    loader: string,
    key: Key,
    load: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
  ): Promise<Value>
  /** Forgets what was read: something was changed since. */
  clear(): void
}

/** Of a request: what one caller may see is not kept for another. */
export function createLoaders(): Loaders {
  const loaders = new Map<string, DataLoader<unknown, unknown>>()
  return {
    load<Key, Value>(
      loader: string,
      key: Key,
      load: (keys: readonly Key[]) => Promise<readonly (Value | Error)[]>,
    ) {
      let own = loaders.get(loader)
      if (!own) {
        own = new DataLoader(load as (keys: readonly unknown[]) => Promise<unknown[]>)
        loaders.set(loader, own)
      }
      return own.load(key) as Promise<Value>
    },
    clear: () => loaders.clear(),
  }
}

/**
 * The keys, with the last one so often that their count is a power of two: a statement is prepared for
 * each count, and so there are few of them.
 */
export function padded<Key>(keys: readonly Key[]): Key[] {
  const count = 2 ** Math.ceil(Math.log2(Math.max(1, keys.length)))
  return Array.from({ length: count }, (_, at) => keys[Math.min(at, keys.length - 1)] as Key)
}
