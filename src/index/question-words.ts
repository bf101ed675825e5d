/** The words by which questions name use cases, experiences and outcomes, and the words that name nothing. Data only. */
import type { Experience, Outcome, UseCase } from "../record/axes.ts";

/** Phrases in lower-case; a hyphen and a blank count alike. */
export const USE_CASE_WORDS: Readonly<Record<UseCase, readonly string[]>> = {
  coding: [
    "coding",
    "code",
    "coder",
    "programming",
    "developer",
    "software development",
    "autocomplete",
    "code completion",
    "ide",
    "copilot",
    "refactoring",
    "code review",
    "aider",
    "cline",
    "roo code",
    "claude code",
    "opencode",
  ],
  agents: ["agent", "agents", "agentic", "tool use", "tool calling", "function calling", "mcp", "automation"],
  writing: ["writing", "writer", "documentation", "editing", "prose", "drafting", "emails", "proofreading"],
  exploration: [
    "rag",
    "search",
    "summarise",
    "summarize",
    "summarising",
    "summarizing",
    "summary",
    "summaries",
    "retrieval",
    "research",
    "knowledge base",
    "code base",
    "codebase",
    "question answering",
  ],
  chat: ["chat", "chatting", "chatbot", "assistant", "conversation"],
  creative: [
    "creative",
    "fiction",
    "story",
    "stories",
    "role play",
    "roleplay",
    "rp",
    "novel",
    "storytelling",
  ],
  extraction: [
    "classification",
    "classify",
    "extraction",
    "labelling",
    "labeling",
    "data processing",
    "structured output",
  ],
  vision: ["vision", "image", "images", "multimodal", "ocr", "screenshots", "vlm", "photos"],
  voice: ["voice", "speech", "tts", "asr", "stt", "transcription", "transcribe", "whisper"],
  translation: ["translation", "translate", "translating"],
};

export const EXPERIENCE_WORDS: Readonly<Record<Experience, readonly string[]>> = {
  throughput: [
    "throughput",
    "many users",
    "multi user",
    "several users",
    "concurrent",
    "concurrency",
    "parallel requests",
    "requests per second",
    "batch",
    "batched",
    "serving",
    "high volume",
  ],
  latency: [
    "fast",
    "fastest",
    "faster",
    "latency",
    "interactive",
    "responsive",
    "snappy",
    "quick",
    "quickest",
    "real time",
    "realtime",
    "speedy",
  ],
  quality: ["quality", "accurate", "accuracy", "smart", "smartest", "best answers", "intelligent", "precise"],
  creativity: ["creativity", "imaginative"],
  "long-context": [
    "long context",
    "large context",
    "big context",
    "long documents",
    "long prompts",
    "huge context",
  ],
  economy: [
    "cheap",
    "cheapest",
    "budget",
    "low power",
    "power efficient",
    "efficient",
    "silent",
    "quiet",
    "affordable",
    "inexpensive",
    "frugal",
    "economical",
    "little money",
    "low budget",
    "old hardware",
  ],
};

export const OUTCOME_WORDS: Readonly<Partial<Record<Outcome, readonly string[]>>> = {
  fails: [
    "crash",
    "crashes",
    "crashing",
    "fails",
    "fail",
    "failing",
    "failed",
    "out of memory",
    "oom",
    "does not work",
    "broken",
  ],
};

export const SPECULATION_WORDS: readonly string[] = [
  "speculative",
  "speculation",
  "draft model",
  "mtp",
  "eagle",
  "eagle 3",
  "medusa",
  "prompt lookup",
];

/** How many of a device, before its name: "two 3090s", "dual 3090". */
export const COUNT_WORDS: Readonly<Record<string, number>> = {
  single: 1,
  one: 1,
  dual: 2,
  two: 2,
  pair: 2,
  couple: 2,
  twin: 2,
  three: 3,
  triple: 3,
  four: 4,
  quad: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  ten: 10,
  twelve: 12,
  sixteen: 16,
};

/** Words of questions that say nothing of what is looked for; left out of full-text search. */
export const EMPTY_WORDS: ReadonlySet<string> = new Set(
  (
    "a an the and or of on in at to for with without from by via per is are was be do does can could should would will " +
    "i me my we our you your it its this that these those what which who how when where why there here any some best " +
    "good better run runs running use using used want wants need needs have has get gets setup setups rig box machine " +
    "model models llm llms local locally try please recommend recommended recommendation about than more most not no " +
    "if then so as up out one two three four five six eight x something anything people person"
  ).split(" "),
);
