/** The shapes that GitHub's API answers with, as far as we read them; further fields are dropped unread. */
import { z } from "zod";

const account = z.object({ login: z.string() }).nullish();
const label = z.union([z.string(), z.object({ name: z.string().nullish() })]);

export const issueSchema = z.object({
  number: z.number().int(),
  title: z.string(),
  state: z.string().nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
  repository_url: z.string().nullish(),
  user: account,
  labels: z.array(label).nullish(),
  created_at: z.string(),
  updated_at: z.string(),
  body: z.string().nullish(),
  comments: z.number().int().nonnegative().nullish(),
  locked: z.boolean().nullish(),
  pull_request: z.object({}).nullish(),
});
export type WireIssue = z.infer<typeof issueSchema>;
export const issueListSchema = z.array(issueSchema);

export const commentSchema = z.object({
  id: z.union([z.number(), z.string()]),
  user: account,
  created_at: z.string(),
  updated_at: z.string().nullish(),
  body: z.string().nullish(),
  html_url: z.string().nullish(),
  /** Set by us from GraphQL: hidden by a maintainer as spam, abuse, off-topic and the like. */
  minimized: z.boolean().nullish(),
});
export type WireComment = z.infer<typeof commentSchema>;
export const commentListSchema = z.array(commentSchema);

/** A comment on a line of a pull request's diff. */
export const reviewCommentSchema = commentSchema.extend({ path: z.string().nullish() });
export type WireReviewComment = z.infer<typeof reviewCommentSchema>;
export const reviewCommentListSchema = z.array(reviewCommentSchema);

/** What a reviewer wrote with a verdict on the whole pull request. */
export const reviewSchema = z.object({
  id: z.union([z.number(), z.string()]),
  user: account,
  body: z.string().nullish(),
  submitted_at: z.string().nullish(),
  html_url: z.string().nullish(),
});
export type WireReview = z.infer<typeof reviewSchema>;
export const reviewListSchema = z.array(reviewSchema);

/** A whole thread in one piece: what a capture of a thread holds, and what people save by hand. */
export const threadSchema = z.object({
  repository: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  issue: issueSchema,
  comments: commentListSchema.default([]),
  reviewComments: reviewCommentListSchema.nullish(),
  reviews: reviewListSchema.nullish(),
  licence: z.string().nullish(),
});
export type WireThread = z.infer<typeof threadSchema>;

export const releaseSchema = z.object({
  id: z.number(),
  tag_name: z.string(),
  name: z.string().nullish(),
  html_url: z.url({ protocol: /^https?$/ }),
  author: account,
  body: z.string().nullish(),
  draft: z.boolean().nullish(),
  created_at: z.string(),
  published_at: z.string().nullish(),
});
export type WireRelease = z.infer<typeof releaseSchema>;
export const releaseListSchema = z.array(releaseSchema);

export const repositorySchema = z.object({
  full_name: z.string(),
  html_url: z.url({ protocol: /^https?$/ }),
  default_branch: z.string().nullish(),
  license: z.object({ spdx_id: z.string().nullish(), name: z.string().nullish() }).nullish(),
  archived: z.boolean().nullish(),
});
export type WireRepository = z.infer<typeof repositorySchema>;

export const searchAnswerSchema = z.object({
  total_count: z.number().int().nonnegative(),
  items: issueListSchema,
});

/** Comments of a whole repository name their thread by its API address. */
export const repositoryCommentListSchema = z.array(commentSchema.extend({ issue_url: z.string().nullish() }));
