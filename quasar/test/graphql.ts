import { problem, serve } from './server'

type Variables = Record<string, unknown>
type Answer = (variables: Variables) => unknown

/** Stub GraphQL by operation name; other operations fail with 503. */
export function serveGraphql(answers: Record<string, Answer>) {
  const asked: { name: string; variables: Variables }[] = []
  serve({
    'POST /graphql/': async ({ data }) => {
      const { query, variables } = JSON.parse(data as string) as {
        query: string
        variables: Variables
      }
      const name = /(?:query|mutation) (\w+)/.exec(query)![1]!
      asked.push({ name, variables })
      const answer = answers[name]
      return answer ? [200, await answer(variables)] : problem(503, 'Away.')
    },
  })
  return {
    /** Variables of each request of an operation. */
    variablesOf: (name: string) =>
      asked.filter((each) => each.name === name).map(({ variables }) => variables),
  }
}

/** A GraphQL error of one field. */
export function graphqlError(field: string, message: string, extensions: object) {
  return { errors: [{ message, path: [field], extensions }], data: { [field]: null } }
}

export function rights(facts: object = {}) {
  return () => ({
    data: {
      rights: { karma: 0, mayFlag: false, mayDownvote: false, mayModerate: false, ...facts },
    },
  })
}
