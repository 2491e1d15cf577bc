import { problem, serve } from './server'

type Variables = Record<string, unknown>
type Answer = (variables: Variables) => unknown

/** Answers GraphQL in the server's place, by the names of operations; others find it away. */
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
    /** What the operation was asked with, each time. */
    told: (name: string) =>
      asked.filter((each) => each.name === name).map(({ variables }) => variables),
  }
}

/** A refusal of the field. */
export function refusal(field: string, message: string, extensions: object) {
  return { errors: [{ message, path: [field], extensions }], data: { [field]: null } }
}

export function rights(facts: object = {}) {
  return () => ({
    data: {
      rights: { karma: 0, mayFlag: false, mayDownvote: false, mayModerate: false, ...facts },
    },
  })
}
