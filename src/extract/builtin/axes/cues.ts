/** The phrases by which a text says what a setup is for and how it should feel. Data only. */
import type { Experience, Provider, UseCase } from "../../../record/axes.ts";

export interface Cue<Value> {
  value: Value;
  pattern: RegExp;
}

export const USE_CASE_CUES: readonly Cue<UseCase>[] = [
  {
    value: "coding",
    pattern:
      /\b(?:coding|code (?:completion|review|agents?|assistant)|autocomplet\w+|programming|copilot|in my IDE|vs ?code|cursor|aider|cline|roo ?code|claude code|opencode|codex|tab completion|refactor\w+|pair programm\w+)\b/i,
  },
  {
    value: "agents",
    pattern:
      /\b(?:agents|agentic|(?:my|an|ai|llm|coding) agent|tool[- ](?:use|calls|calling)|function calling|home assistant|mcp servers?|automation|n8n)\b/i,
  },
  {
    value: "writing",
    pattern:
      /\b(?:documentation|long-form prose|proof-?reading|editing|copywriting|writing emails?|blog posts|writing assistant)\b/i,
  },
  {
    value: "exploration",
    pattern:
      /\b(?:RAG|retrieval|summari[sz]\w+|long documents?|document (?:q&?a|search)|knowledge base|research assistant|semantic search|search over)\b/,
  },
  {
    value: "chat",
    pattern:
      /\b(?:chatting|chat ?bots?|general assistant|(?:daily|everyday) (?:chat|assistant|use)|for chat|conversation(?:al|s)?|chat model|chat with)\b/i,
  },
  {
    value: "creative",
    pattern:
      /\b(?:story ?telling|role-?play\w*|\bRP\b|fiction|silly ?tavern|creative writing|novels?|uncensored|world-?building)\b/i,
  },
  {
    value: "extraction",
    pattern:
      /\b(?:classif(?:y|ication|ying)|data (?:extraction|processing|labell?ing)|extract(?:ion|ing) (?:of )?(?:fields|data|entities|from)|batch (?:jobs?|processing|classification)|extracci[óo]n|tagging|structured output)\b/i,
  },
  {
    value: "vision",
    pattern: /\b(?:vision|images?|OCR|DocVQA|visual|screenshots?|photos?|multimodal|camera)\b/,
  },
  { value: "voice", pattern: /\b(?:voice|speech|transcri\w+|text-to-speech|\bTTS\b|\bSTT\b|\bASR\b)\b/i },
  { value: "translation", pattern: /\b(?:translat(?:e|es|ing|ion|ions))\b/i },
];

export const EXPERIENCE_CUES: readonly Cue<Experience>[] = [
  {
    value: "throughput",
    pattern:
      /\b(?:many users|multi-user|batch(?:ed)? (?:inference|throughput|jobs|processing)|high[- ]throughput|max(?:imum|imise|imize)? throughput|concurrent (?:users|requests)|serv(?:e|ing) (?:a |the )?(?:team|many|multiple|several)|tokens per day|overnight)\b/i,
  },
  {
    value: "latency",
    pattern:
      /\b(?:interactive(?:ly)?|snappy|responsive(?:ness)?|instant(?:ly)?|real[- ]?time|low[- ]latency|latency (?:matters|is|first)|speed of reply|feels (?:fast|instant)|fast enough|without waiting|faster than (?:people|i) read)\b/i,
  },
  {
    value: "quality",
    pattern:
      /\b(?:quality (?:matters|of the answers|first|over speed|is what)|when quality|best quality|care about (?:the )?quality|accuracy (?:matters|first)|full precision|unquantized|no quantization|smartest|highest quality)\b/i,
  },
  {
    value: "creativity",
    pattern: /\b(?:creativity|most creative|novelty|takes (?:the most )?risks|style over)\b/i,
  },
  {
    value: "long-context",
    pattern:
      /\b(?:long[- ]context|long documents?|full context|whole (?:code ?base|repo(?:sitory)?|book)|(?:100|128|131|192|200|256|262)k (?:context|ctx|tokens)|million[- ]token|long[- ]prompt)\b/i,
  },
  {
    value: "economy",
    pattern:
      /\b(?:cheap(?:est|er|ly)?|budget|low[- ]power|power bill|electricity|per (?:watt|dollar|token)|frugal|for (?:little|no) money|cost[- ]effective|price.performance|energy|joule|J\/token|ebay|value for money|affordable|sin nube|stromkosten|quiet)\b/i,
  },
];

export const PROVIDER_CUES: readonly Cue<Provider>[] = [
  {
    value: "cloud",
    pattern:
      /\b(?:runpod|vast\.ai|lambda(?: ?labs| cloud)|aws\b|ec2|gcp|google cloud|azure|coreweave|paperspace|digital ?ocean|droplet|amd developer cloud|modal\.com|hetzner|oracle cloud|linode|together\.ai|nebius|tensordock|cloud (?:gpu|instance|vm)|rented|renting|(?:g[456]|p[345]|c7i|m7i|inf2|trn1)[a-z]{0,2}\.\d{0,2}x?large)\b/i,
  },
  { value: "spot", pattern: /\b(?:spot (?:instance|price|vm)|preemptible|interruptible)\b/i },
  {
    value: "owned",
    pattern:
      /\b(?:my (?:own |old |little |new |two |dual |home ?)?(?:[\w-]+ ){0,2}(?:box|rig|machine|pc|laptop|desktop|workstation|homelab|mac\w*|cards?|gpus?|[345]0[6-9]0s?|mi\d{2}s?|p40s?|pi|m[1-5](?: (?:pro|max|ultra))?)|home ?lab|at home|under my desk|i (?:own|bought|built|picked up)|in my (?:basement|closet|living room)|bought (?:it|a|two|used)|shitbox|potato|mein(?:en?|em)? (?:rechner|pc|pi|raspberry)|(?:on|in) my (?:\w+ )?(?:box|rig|machine|laptop|desktop))\b/i,
  },
];
