import { useRoute } from 'vue-router'

/** What the link in a mail carries: the named parts of the address, or nothing if one is missing. */
export function useMailedLink<Part extends string>(...parts: Part[]) {
  const { query } = useRoute()
  const carried = parts.map((part) => [part, query[part]])
  return carried.every(([, value]) => typeof value === 'string' && value)
    ? (Object.fromEntries(carried) as Record<Part, string>)
    : undefined
}
