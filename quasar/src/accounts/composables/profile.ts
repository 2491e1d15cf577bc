import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { apollo } from '@/api/apollo'
import { graphql } from '@/api/graphql'
import { Problem } from '@/api/problem'

const ProfileQuery = graphql(`
  query Profile {
    me {
      id
      email
      username
    }
  }
`)

export function useProfile() {
  provideApolloClient(apollo)
  const { result, loading, error, refetch } = useQuery(ProfileQuery, undefined, {
    // The address may have been changed from a mail, in another tab.
    fetchPolicy: 'cache-and-network',
  })
  return {
    profile: computed(() => result.value?.me),
    loading,
    problem: computed(() => {
      if (!error.value) return undefined
      // Everything that is not a failed request is a fault of the schema's side.
      const cause: unknown = error.value.networkError
      return cause instanceof Problem ? cause : new Problem(500)
    }),
    refetch,
  }
}
