// Subscribes with Apollo, as the front end does, and prints what it hears.
import { createRequire } from "node:module";
import { join } from "node:path";

const require = createRequire(join(process.cwd(), "package.json"));
const { ApolloClient, gql, InMemoryCache } = require("@apollo/client/core");
const { GraphQLWsLink } = require("@apollo/client/link/subscriptions");
const { createClient } = require("graphql-ws");
const [url, id] = process.argv.slice(2);
const socket = createClient({
  url,
  shouldRetry: () => true,
  retryAttempts: 100,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 200)),
  on: { connected: () => console.log("connected") },
});
const client = new ApolloClient({ link: new GraphQLWsLink(socket), cache: new InMemoryCache() });
const query = gql`
  subscription Counts($ids: [ID!]!) {
    linkCounts(ids: $ids) {
      id
      score
    }
  }
`;
client
  .subscribe({ query, variables: { ids: [id] } })
  .subscribe(({ data }) => console.log(`score ${data.linkCounts.score}`));
