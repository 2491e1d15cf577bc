// Subscribes with graphql-ws' own client, and prints what it hears.
import { createRequire } from "node:module";
import { join } from "node:path";

const { createClient } = createRequire(join(process.cwd(), "package.json"))("graphql-ws");
const [url, id] = process.argv.slice(2);
const client = createClient({
  url,
  lazy: false,
  shouldRetry: () => true,
  retryAttempts: 100,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 200)),
  on: { connected: () => console.log("connected") },
});
const query = "subscription ($ids: [ID!]!) { linkCounts(ids: $ids) { score } }";
for await (const { data } of client.iterate({ query, variables: { ids: [id] } })) {
  console.log(`score ${data.linkCounts.score}`);
}
