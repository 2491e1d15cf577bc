/* eslint-disable */
import * as types from './graphql';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Profile {\n    me {\n      id\n      email\n      username\n    }\n  }\n": typeof types.ProfileDocument,
    "\n  fragment LinkFacts on LinkType {\n    id\n    url\n    description\n    text\n    site\n    status\n    score\n    commentCount\n    createdAt\n    editedAt\n    postedBy {\n      id\n      username\n    }\n    voted\n    saved\n    hidden\n    flagged\n    editable\n  }\n": typeof types.LinkFactsFragmentDoc,
    "\n  fragment CommentFacts on CommentType {\n    id\n    parentId\n    body\n    status\n    score\n    createdAt\n    editedAt\n    author {\n      id\n      username\n    }\n    vote\n    flagged\n    editable\n    downvotable\n  }\n": typeof types.CommentFactsFragmentDoc,
    "\n  fragment Position on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": typeof types.PositionFragmentDoc,
    "\n  fragment LinkPage on LinkConnection {\n    edges {\n      node {\n        ...LinkFacts\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n": typeof types.LinkPageFragmentDoc,
    "\n  fragment CommentPage on CommentConnection {\n    edges {\n      node {\n        ...CommentFacts\n        link {\n          id\n          description\n        }\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n": typeof types.CommentPageFragmentDoc,
    "\n  mutation Vote($id: Int!) {\n    createVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n": typeof types.VoteDocument,
    "\n  mutation Unvote($id: Int!) {\n    removeVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n": typeof types.UnvoteDocument,
    "\n  mutation Save($id: ID!, $saved: Boolean!) {\n    saveLink(id: $id, saved: $saved) {\n      link {\n        id\n        saved\n      }\n    }\n  }\n": typeof types.SaveDocument,
    "\n  mutation Hide($id: ID!, $hidden: Boolean!) {\n    hideLink(id: $id, hidden: $hidden) {\n      link {\n        id\n        hidden\n      }\n    }\n  }\n": typeof types.HideDocument,
    "\n  mutation VoteOnComment($id: ID!, $value: Int!) {\n    voteOnComment(id: $id, value: $value) {\n      comment {\n        id\n        score\n        vote\n      }\n    }\n  }\n": typeof types.VoteOnCommentDocument,
    "\n  mutation ReadTitle($url: String!) {\n    readTitle(url: $url) {\n      asked\n    }\n  }\n": typeof types.ReadTitleDocument,
    "\n  mutation CreateLink($url: String, $description: String, $text: String) {\n    createLink(url: $url, description: $description, text: $text) {\n      isDuplicate\n      link {\n        ...LinkFacts\n      }\n    }\n  }\n": typeof types.CreateLinkDocument,
    "\n  mutation EditLink($id: ID!, $description: String!, $text: String!) {\n    editLink(id: $id, description: $description, text: $text) {\n      link {\n        id\n        description\n        text\n        editedAt\n      }\n    }\n  }\n": typeof types.EditLinkDocument,
    "\n  mutation DeleteLink($id: ID!) {\n    deleteLink(id: $id) {\n      link {\n        id\n        status\n      }\n    }\n  }\n": typeof types.DeleteLinkDocument,
    "\n  mutation CreateComment($link: ID!, $parent: ID, $body: String!, $key: UUID) {\n    createComment(linkId: $link, parentId: $parent, body: $body, idempotencyKey: $key) {\n      comment {\n        ...CommentFacts\n      }\n    }\n  }\n": typeof types.CreateCommentDocument,
    "\n  mutation EditComment($id: ID!, $body: String!) {\n    editComment(id: $id, body: $body) {\n      comment {\n        id\n        body\n        editedAt\n      }\n    }\n  }\n": typeof types.EditCommentDocument,
    "\n  mutation DeleteComment($id: ID!) {\n    deleteComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n": typeof types.DeleteCommentDocument,
    "\n  mutation RestoreComment($id: ID!) {\n    restoreComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n": typeof types.RestoreCommentDocument,
    "\n  mutation Flag($link: ID, $comment: ID, $reason: FlagReason) {\n    flag(linkId: $link, commentId: $comment, reason: $reason) {\n      link {\n        id\n        flagged\n        status\n      }\n      comment {\n        id\n        flagged\n        status\n      }\n    }\n  }\n": typeof types.FlagDocument,
    "\n  mutation Moderate($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {\n    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {\n      moderation {\n        id\n        link {\n          id\n          status\n          commentCount\n        }\n        comment {\n          id\n          status\n        }\n      }\n    }\n  }\n": typeof types.ModerateDocument,
    "\n  mutation EditProfile($about: String!) {\n    editProfile(about: $about) {\n      profile {\n        about\n        user {\n          id\n        }\n      }\n    }\n  }\n": typeof types.EditProfileDocument,
    "\n  mutation MarkRepliesRead {\n    markRepliesRead {\n      unreadReplies\n    }\n  }\n": typeof types.MarkRepliesReadDocument,
    "\n  query Feed($list: Feed, $after: String) {\n    feed(list: $list, after: $after) {\n      ...LinkPage\n    }\n  }\n": typeof types.FeedDocument,
    "\n  query FrontPage($day: Date!, $after: String) {\n    frontPage(day: $day, after: $after) {\n      ...LinkPage\n    }\n  }\n": typeof types.FrontPageDocument,
    "\n  query UnreadReplies {\n    unreadReplies\n  }\n": typeof types.UnreadRepliesDocument,
    "\n  query LinksOf($site: String, $username: String, $after: String) {\n    linksOf(site: $site, username: $username, after: $after) {\n      ...LinkPage\n    }\n  }\n": typeof types.LinksOfDocument,
    "\n  query Saved($after: String) {\n    savedLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n": typeof types.SavedDocument,
    "\n  query Hidden($after: String) {\n    hiddenLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n": typeof types.HiddenDocument,
    "\n  query Comments($username: String, $after: String) {\n    comments(username: $username, after: $after) {\n      ...CommentPage\n    }\n  }\n": typeof types.CommentsDocument,
    "\n  query Answers($after: String) {\n    answers(after: $after) {\n      ...CommentPage\n    }\n  }\n": typeof types.AnswersDocument,
    "\n  query SearchLinks($words: String!, $after: String) {\n    searchLinks(words: $words, after: $after) {\n      words\n      links {\n        ...LinkPage\n      }\n    }\n  }\n": typeof types.SearchLinksDocument,
    "\n  query SearchComments($words: String!, $after: String) {\n    searchComments(words: $words, after: $after) {\n      words\n      comments {\n        ...CommentPage\n      }\n    }\n  }\n": typeof types.SearchCommentsDocument,
    "\n  query Link($id: ID!, $under: ID, $after: String) {\n    link(id: $id) {\n      ...LinkFacts\n      comments(under: $under, after: $after) {\n        edges {\n          node {\n            ...CommentFacts\n          }\n        }\n        pageInfo {\n          ...Position\n        }\n      }\n    }\n  }\n": typeof types.LinkDocument,
    "\n  query Person($username: String!) {\n    profile(username: $username) {\n      karma\n      about\n      joinedAt\n      user {\n        id\n        username\n      }\n    }\n  }\n": typeof types.PersonDocument,
    "\n  query Rights {\n    rights {\n      karma\n      mayFlag\n      mayDownvote\n      mayModerate\n    }\n  }\n": typeof types.RightsDocument,
    "\n  query Moderations($after: String) {\n    moderations(after: $after) {\n      edges {\n        node {\n          id\n          action\n          reason\n          createdAt\n          moderator {\n            id\n            username\n          }\n          link {\n            id\n            description\n          }\n          comment {\n            id\n          }\n        }\n      }\n      pageInfo {\n        ...Position\n      }\n    }\n  }\n": typeof types.ModerationsDocument,
    "\n  subscription LinkCreated {\n    linkCreated {\n      id\n    }\n  }\n": typeof types.LinkCreatedDocument,
    "\n  subscription LinkCounts($ids: [ID!]!) {\n    linkCounts(ids: $ids) {\n      id\n      score\n      commentCount\n    }\n  }\n": typeof types.LinkCountsDocument,
    "\n  subscription CommentCreated($link: ID!) {\n    commentCreated(linkId: $link) {\n      id\n    }\n  }\n": typeof types.CommentCreatedDocument,
};
const documents: Documents = {
    "\n  query Profile {\n    me {\n      id\n      email\n      username\n    }\n  }\n": types.ProfileDocument,
    "\n  fragment LinkFacts on LinkType {\n    id\n    url\n    description\n    text\n    site\n    status\n    score\n    commentCount\n    createdAt\n    editedAt\n    postedBy {\n      id\n      username\n    }\n    voted\n    saved\n    hidden\n    flagged\n    editable\n  }\n": types.LinkFactsFragmentDoc,
    "\n  fragment CommentFacts on CommentType {\n    id\n    parentId\n    body\n    status\n    score\n    createdAt\n    editedAt\n    author {\n      id\n      username\n    }\n    vote\n    flagged\n    editable\n    downvotable\n  }\n": types.CommentFactsFragmentDoc,
    "\n  fragment Position on PageInfo {\n    hasNextPage\n    endCursor\n  }\n": types.PositionFragmentDoc,
    "\n  fragment LinkPage on LinkConnection {\n    edges {\n      node {\n        ...LinkFacts\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n": types.LinkPageFragmentDoc,
    "\n  fragment CommentPage on CommentConnection {\n    edges {\n      node {\n        ...CommentFacts\n        link {\n          id\n          description\n        }\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n": types.CommentPageFragmentDoc,
    "\n  mutation Vote($id: Int!) {\n    createVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n": types.VoteDocument,
    "\n  mutation Unvote($id: Int!) {\n    removeVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n": types.UnvoteDocument,
    "\n  mutation Save($id: ID!, $saved: Boolean!) {\n    saveLink(id: $id, saved: $saved) {\n      link {\n        id\n        saved\n      }\n    }\n  }\n": types.SaveDocument,
    "\n  mutation Hide($id: ID!, $hidden: Boolean!) {\n    hideLink(id: $id, hidden: $hidden) {\n      link {\n        id\n        hidden\n      }\n    }\n  }\n": types.HideDocument,
    "\n  mutation VoteOnComment($id: ID!, $value: Int!) {\n    voteOnComment(id: $id, value: $value) {\n      comment {\n        id\n        score\n        vote\n      }\n    }\n  }\n": types.VoteOnCommentDocument,
    "\n  mutation ReadTitle($url: String!) {\n    readTitle(url: $url) {\n      asked\n    }\n  }\n": types.ReadTitleDocument,
    "\n  mutation CreateLink($url: String, $description: String, $text: String) {\n    createLink(url: $url, description: $description, text: $text) {\n      isDuplicate\n      link {\n        ...LinkFacts\n      }\n    }\n  }\n": types.CreateLinkDocument,
    "\n  mutation EditLink($id: ID!, $description: String!, $text: String!) {\n    editLink(id: $id, description: $description, text: $text) {\n      link {\n        id\n        description\n        text\n        editedAt\n      }\n    }\n  }\n": types.EditLinkDocument,
    "\n  mutation DeleteLink($id: ID!) {\n    deleteLink(id: $id) {\n      link {\n        id\n        status\n      }\n    }\n  }\n": types.DeleteLinkDocument,
    "\n  mutation CreateComment($link: ID!, $parent: ID, $body: String!, $key: UUID) {\n    createComment(linkId: $link, parentId: $parent, body: $body, idempotencyKey: $key) {\n      comment {\n        ...CommentFacts\n      }\n    }\n  }\n": types.CreateCommentDocument,
    "\n  mutation EditComment($id: ID!, $body: String!) {\n    editComment(id: $id, body: $body) {\n      comment {\n        id\n        body\n        editedAt\n      }\n    }\n  }\n": types.EditCommentDocument,
    "\n  mutation DeleteComment($id: ID!) {\n    deleteComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n": types.DeleteCommentDocument,
    "\n  mutation RestoreComment($id: ID!) {\n    restoreComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n": types.RestoreCommentDocument,
    "\n  mutation Flag($link: ID, $comment: ID, $reason: FlagReason) {\n    flag(linkId: $link, commentId: $comment, reason: $reason) {\n      link {\n        id\n        flagged\n        status\n      }\n      comment {\n        id\n        flagged\n        status\n      }\n    }\n  }\n": types.FlagDocument,
    "\n  mutation Moderate($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {\n    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {\n      moderation {\n        id\n        link {\n          id\n          status\n          commentCount\n        }\n        comment {\n          id\n          status\n        }\n      }\n    }\n  }\n": types.ModerateDocument,
    "\n  mutation EditProfile($about: String!) {\n    editProfile(about: $about) {\n      profile {\n        about\n        user {\n          id\n        }\n      }\n    }\n  }\n": types.EditProfileDocument,
    "\n  mutation MarkRepliesRead {\n    markRepliesRead {\n      unreadReplies\n    }\n  }\n": types.MarkRepliesReadDocument,
    "\n  query Feed($list: Feed, $after: String) {\n    feed(list: $list, after: $after) {\n      ...LinkPage\n    }\n  }\n": types.FeedDocument,
    "\n  query FrontPage($day: Date!, $after: String) {\n    frontPage(day: $day, after: $after) {\n      ...LinkPage\n    }\n  }\n": types.FrontPageDocument,
    "\n  query UnreadReplies {\n    unreadReplies\n  }\n": types.UnreadRepliesDocument,
    "\n  query LinksOf($site: String, $username: String, $after: String) {\n    linksOf(site: $site, username: $username, after: $after) {\n      ...LinkPage\n    }\n  }\n": types.LinksOfDocument,
    "\n  query Saved($after: String) {\n    savedLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n": types.SavedDocument,
    "\n  query Hidden($after: String) {\n    hiddenLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n": types.HiddenDocument,
    "\n  query Comments($username: String, $after: String) {\n    comments(username: $username, after: $after) {\n      ...CommentPage\n    }\n  }\n": types.CommentsDocument,
    "\n  query Answers($after: String) {\n    answers(after: $after) {\n      ...CommentPage\n    }\n  }\n": types.AnswersDocument,
    "\n  query SearchLinks($words: String!, $after: String) {\n    searchLinks(words: $words, after: $after) {\n      words\n      links {\n        ...LinkPage\n      }\n    }\n  }\n": types.SearchLinksDocument,
    "\n  query SearchComments($words: String!, $after: String) {\n    searchComments(words: $words, after: $after) {\n      words\n      comments {\n        ...CommentPage\n      }\n    }\n  }\n": types.SearchCommentsDocument,
    "\n  query Link($id: ID!, $under: ID, $after: String) {\n    link(id: $id) {\n      ...LinkFacts\n      comments(under: $under, after: $after) {\n        edges {\n          node {\n            ...CommentFacts\n          }\n        }\n        pageInfo {\n          ...Position\n        }\n      }\n    }\n  }\n": types.LinkDocument,
    "\n  query Person($username: String!) {\n    profile(username: $username) {\n      karma\n      about\n      joinedAt\n      user {\n        id\n        username\n      }\n    }\n  }\n": types.PersonDocument,
    "\n  query Rights {\n    rights {\n      karma\n      mayFlag\n      mayDownvote\n      mayModerate\n    }\n  }\n": types.RightsDocument,
    "\n  query Moderations($after: String) {\n    moderations(after: $after) {\n      edges {\n        node {\n          id\n          action\n          reason\n          createdAt\n          moderator {\n            id\n            username\n          }\n          link {\n            id\n            description\n          }\n          comment {\n            id\n          }\n        }\n      }\n      pageInfo {\n        ...Position\n      }\n    }\n  }\n": types.ModerationsDocument,
    "\n  subscription LinkCreated {\n    linkCreated {\n      id\n    }\n  }\n": types.LinkCreatedDocument,
    "\n  subscription LinkCounts($ids: [ID!]!) {\n    linkCounts(ids: $ids) {\n      id\n      score\n      commentCount\n    }\n  }\n": types.LinkCountsDocument,
    "\n  subscription CommentCreated($link: ID!) {\n    commentCreated(linkId: $link) {\n      id\n    }\n  }\n": types.CommentCreatedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Profile {\n    me {\n      id\n      email\n      username\n    }\n  }\n"): (typeof documents)["\n  query Profile {\n    me {\n      id\n      email\n      username\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkFacts on LinkType {\n    id\n    url\n    description\n    text\n    site\n    status\n    score\n    commentCount\n    createdAt\n    editedAt\n    postedBy {\n      id\n      username\n    }\n    voted\n    saved\n    hidden\n    flagged\n    editable\n  }\n"): (typeof documents)["\n  fragment LinkFacts on LinkType {\n    id\n    url\n    description\n    text\n    site\n    status\n    score\n    commentCount\n    createdAt\n    editedAt\n    postedBy {\n      id\n      username\n    }\n    voted\n    saved\n    hidden\n    flagged\n    editable\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CommentFacts on CommentType {\n    id\n    parentId\n    body\n    status\n    score\n    createdAt\n    editedAt\n    author {\n      id\n      username\n    }\n    vote\n    flagged\n    editable\n    downvotable\n  }\n"): (typeof documents)["\n  fragment CommentFacts on CommentType {\n    id\n    parentId\n    body\n    status\n    score\n    createdAt\n    editedAt\n    author {\n      id\n      username\n    }\n    vote\n    flagged\n    editable\n    downvotable\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Position on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"): (typeof documents)["\n  fragment Position on PageInfo {\n    hasNextPage\n    endCursor\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LinkPage on LinkConnection {\n    edges {\n      node {\n        ...LinkFacts\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n"): (typeof documents)["\n  fragment LinkPage on LinkConnection {\n    edges {\n      node {\n        ...LinkFacts\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CommentPage on CommentConnection {\n    edges {\n      node {\n        ...CommentFacts\n        link {\n          id\n          description\n        }\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n"): (typeof documents)["\n  fragment CommentPage on CommentConnection {\n    edges {\n      node {\n        ...CommentFacts\n        link {\n          id\n          description\n        }\n      }\n    }\n    pageInfo {\n      ...Position\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Vote($id: Int!) {\n    createVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Vote($id: Int!) {\n    createVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Unvote($id: Int!) {\n    removeVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Unvote($id: Int!) {\n    removeVote(linkId: $id) {\n      link {\n        id\n        score\n        voted\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Save($id: ID!, $saved: Boolean!) {\n    saveLink(id: $id, saved: $saved) {\n      link {\n        id\n        saved\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Save($id: ID!, $saved: Boolean!) {\n    saveLink(id: $id, saved: $saved) {\n      link {\n        id\n        saved\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Hide($id: ID!, $hidden: Boolean!) {\n    hideLink(id: $id, hidden: $hidden) {\n      link {\n        id\n        hidden\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Hide($id: ID!, $hidden: Boolean!) {\n    hideLink(id: $id, hidden: $hidden) {\n      link {\n        id\n        hidden\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation VoteOnComment($id: ID!, $value: Int!) {\n    voteOnComment(id: $id, value: $value) {\n      comment {\n        id\n        score\n        vote\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation VoteOnComment($id: ID!, $value: Int!) {\n    voteOnComment(id: $id, value: $value) {\n      comment {\n        id\n        score\n        vote\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReadTitle($url: String!) {\n    readTitle(url: $url) {\n      asked\n    }\n  }\n"): (typeof documents)["\n  mutation ReadTitle($url: String!) {\n    readTitle(url: $url) {\n      asked\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateLink($url: String, $description: String, $text: String) {\n    createLink(url: $url, description: $description, text: $text) {\n      isDuplicate\n      link {\n        ...LinkFacts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateLink($url: String, $description: String, $text: String) {\n    createLink(url: $url, description: $description, text: $text) {\n      isDuplicate\n      link {\n        ...LinkFacts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditLink($id: ID!, $description: String!, $text: String!) {\n    editLink(id: $id, description: $description, text: $text) {\n      link {\n        id\n        description\n        text\n        editedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EditLink($id: ID!, $description: String!, $text: String!) {\n    editLink(id: $id, description: $description, text: $text) {\n      link {\n        id\n        description\n        text\n        editedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteLink($id: ID!) {\n    deleteLink(id: $id) {\n      link {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteLink($id: ID!) {\n    deleteLink(id: $id) {\n      link {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateComment($link: ID!, $parent: ID, $body: String!, $key: UUID) {\n    createComment(linkId: $link, parentId: $parent, body: $body, idempotencyKey: $key) {\n      comment {\n        ...CommentFacts\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateComment($link: ID!, $parent: ID, $body: String!, $key: UUID) {\n    createComment(linkId: $link, parentId: $parent, body: $body, idempotencyKey: $key) {\n      comment {\n        ...CommentFacts\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditComment($id: ID!, $body: String!) {\n    editComment(id: $id, body: $body) {\n      comment {\n        id\n        body\n        editedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EditComment($id: ID!, $body: String!) {\n    editComment(id: $id, body: $body) {\n      comment {\n        id\n        body\n        editedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteComment($id: ID!) {\n    deleteComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteComment($id: ID!) {\n    deleteComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RestoreComment($id: ID!) {\n    restoreComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RestoreComment($id: ID!) {\n    restoreComment(id: $id) {\n      comment {\n        id\n        status\n        body\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Flag($link: ID, $comment: ID, $reason: FlagReason) {\n    flag(linkId: $link, commentId: $comment, reason: $reason) {\n      link {\n        id\n        flagged\n        status\n      }\n      comment {\n        id\n        flagged\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Flag($link: ID, $comment: ID, $reason: FlagReason) {\n    flag(linkId: $link, commentId: $comment, reason: $reason) {\n      link {\n        id\n        flagged\n        status\n      }\n      comment {\n        id\n        flagged\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Moderate($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {\n    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {\n      moderation {\n        id\n        link {\n          id\n          status\n          commentCount\n        }\n        comment {\n          id\n          status\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation Moderate($link: ID, $comment: ID, $action: ModerationAction!, $reason: String!) {\n    moderate(linkId: $link, commentId: $comment, action: $action, reason: $reason) {\n      moderation {\n        id\n        link {\n          id\n          status\n          commentCount\n        }\n        comment {\n          id\n          status\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation EditProfile($about: String!) {\n    editProfile(about: $about) {\n      profile {\n        about\n        user {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation EditProfile($about: String!) {\n    editProfile(about: $about) {\n      profile {\n        about\n        user {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MarkRepliesRead {\n    markRepliesRead {\n      unreadReplies\n    }\n  }\n"): (typeof documents)["\n  mutation MarkRepliesRead {\n    markRepliesRead {\n      unreadReplies\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Feed($list: Feed, $after: String) {\n    feed(list: $list, after: $after) {\n      ...LinkPage\n    }\n  }\n"): (typeof documents)["\n  query Feed($list: Feed, $after: String) {\n    feed(list: $list, after: $after) {\n      ...LinkPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FrontPage($day: Date!, $after: String) {\n    frontPage(day: $day, after: $after) {\n      ...LinkPage\n    }\n  }\n"): (typeof documents)["\n  query FrontPage($day: Date!, $after: String) {\n    frontPage(day: $day, after: $after) {\n      ...LinkPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query UnreadReplies {\n    unreadReplies\n  }\n"): (typeof documents)["\n  query UnreadReplies {\n    unreadReplies\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LinksOf($site: String, $username: String, $after: String) {\n    linksOf(site: $site, username: $username, after: $after) {\n      ...LinkPage\n    }\n  }\n"): (typeof documents)["\n  query LinksOf($site: String, $username: String, $after: String) {\n    linksOf(site: $site, username: $username, after: $after) {\n      ...LinkPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Saved($after: String) {\n    savedLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n"): (typeof documents)["\n  query Saved($after: String) {\n    savedLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Hidden($after: String) {\n    hiddenLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n"): (typeof documents)["\n  query Hidden($after: String) {\n    hiddenLinks(after: $after) {\n      ...LinkPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Comments($username: String, $after: String) {\n    comments(username: $username, after: $after) {\n      ...CommentPage\n    }\n  }\n"): (typeof documents)["\n  query Comments($username: String, $after: String) {\n    comments(username: $username, after: $after) {\n      ...CommentPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Answers($after: String) {\n    answers(after: $after) {\n      ...CommentPage\n    }\n  }\n"): (typeof documents)["\n  query Answers($after: String) {\n    answers(after: $after) {\n      ...CommentPage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchLinks($words: String!, $after: String) {\n    searchLinks(words: $words, after: $after) {\n      words\n      links {\n        ...LinkPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query SearchLinks($words: String!, $after: String) {\n    searchLinks(words: $words, after: $after) {\n      words\n      links {\n        ...LinkPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SearchComments($words: String!, $after: String) {\n    searchComments(words: $words, after: $after) {\n      words\n      comments {\n        ...CommentPage\n      }\n    }\n  }\n"): (typeof documents)["\n  query SearchComments($words: String!, $after: String) {\n    searchComments(words: $words, after: $after) {\n      words\n      comments {\n        ...CommentPage\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Link($id: ID!, $under: ID, $after: String) {\n    link(id: $id) {\n      ...LinkFacts\n      comments(under: $under, after: $after) {\n        edges {\n          node {\n            ...CommentFacts\n          }\n        }\n        pageInfo {\n          ...Position\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Link($id: ID!, $under: ID, $after: String) {\n    link(id: $id) {\n      ...LinkFacts\n      comments(under: $under, after: $after) {\n        edges {\n          node {\n            ...CommentFacts\n          }\n        }\n        pageInfo {\n          ...Position\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Person($username: String!) {\n    profile(username: $username) {\n      karma\n      about\n      joinedAt\n      user {\n        id\n        username\n      }\n    }\n  }\n"): (typeof documents)["\n  query Person($username: String!) {\n    profile(username: $username) {\n      karma\n      about\n      joinedAt\n      user {\n        id\n        username\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Rights {\n    rights {\n      karma\n      mayFlag\n      mayDownvote\n      mayModerate\n    }\n  }\n"): (typeof documents)["\n  query Rights {\n    rights {\n      karma\n      mayFlag\n      mayDownvote\n      mayModerate\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Moderations($after: String) {\n    moderations(after: $after) {\n      edges {\n        node {\n          id\n          action\n          reason\n          createdAt\n          moderator {\n            id\n            username\n          }\n          link {\n            id\n            description\n          }\n          comment {\n            id\n          }\n        }\n      }\n      pageInfo {\n        ...Position\n      }\n    }\n  }\n"): (typeof documents)["\n  query Moderations($after: String) {\n    moderations(after: $after) {\n      edges {\n        node {\n          id\n          action\n          reason\n          createdAt\n          moderator {\n            id\n            username\n          }\n          link {\n            id\n            description\n          }\n          comment {\n            id\n          }\n        }\n      }\n      pageInfo {\n        ...Position\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LinkCreated {\n    linkCreated {\n      id\n    }\n  }\n"): (typeof documents)["\n  subscription LinkCreated {\n    linkCreated {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription LinkCounts($ids: [ID!]!) {\n    linkCounts(ids: $ids) {\n      id\n      score\n      commentCount\n    }\n  }\n"): (typeof documents)["\n  subscription LinkCounts($ids: [ID!]!) {\n    linkCounts(ids: $ids) {\n      id\n      score\n      commentCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription CommentCreated($link: ID!) {\n    commentCreated(linkId: $link) {\n      id\n    }\n  }\n"): (typeof documents)["\n  subscription CommentCreated($link: ID!) {\n    commentCreated(linkId: $link) {\n      id\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;