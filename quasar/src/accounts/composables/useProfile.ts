import { provideApolloClient, useQuery } from '@vue/apollo-composable'
import { computed } from 'vue'
import { apollo } from '@/api/apollo'
import { graphql } from '@/api/graphql/index'
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
    // The email may have been changed by a link in another tab.
    fetchPolicy: 'cache-and-network',
  })
  return {
    profile: computed(() => result.value?.me),
    loading,
    problem: computed(() => {
      if (!error.value) return undefined
      // Anything but a failed request is a server error.
      const cause: unknown = error.value.networkError
      return cause instanceof Problem ? cause : new Problem(500)
    }),
    refetch,
  }
}
