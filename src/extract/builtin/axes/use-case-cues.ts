/** The phrases by which practitioners say what a setup is for. Data only; English, with the commonest words of others. */
import type { UseCase } from "../../../record/axes.ts";
import type { Cue } from "./cue.ts";

export const USE_CASE_CUES: readonly Cue<UseCase>[] = [
  {
    value: "coding",
    plain:
      /\b(?:(?:agentic|vibe|pair|local|ai|llm)[- ](?:coding|programming)|cod(?:e|ing)[- ](?:agents?|assistants?|copilot|companion|helper|box|rig|server|machine|model i|work|sessions?|backend|endpoint|tasks?|setup|workflows?|stack|workloads?|workhorse|harness(?:es)?|completions?)|(?:autocomplete|tab[- ]complet\w+|fill[- ]in[- ]the[- ]middle) (?:in|for|model|backend|server)|code (?:review(?:er|s)?|completion)|(?:in|from|with|through|via|inside|behind|into|runs?|using|under|for|and|[/,+]) (?:my |our |the )?(?:aider|cline|roo ?code|kilo ?code|opencode|open ?code|claude code|codex cli|qwen code|continue\.dev|openhands|goose|cursor|vs ?code|vscodium|neovim|emacs|jetbrains|zed|my ide|my editor)\b|copilot (?:replacement|alternative)|(?:aider|cline|roo ?code|kilo ?code|opencode|claude code|qwen code|continue\.dev|openhands) (?:is|works?|points?|talks?|runs?|sessions?|against|on top|in front|as)|codes? (?:with|on) it|programmieren|zum coden)\b/gi,
    topic:
      /\b(?:coding|code(?: generation| assistance| editing| refactoring| migration)?|programming|software (?:development|engineering)|refactor\w*|autocomplet\w*|debugging|unit tests?|pull requests?|dev work|development work|boilerplate|ide|codebases?|aider|cline|roo ?code|kilo ?code|opencode|claude code|copilot|codex|programmation|programación|código)\b/gi,
  },
  {
    value: "agents",
    plain:
      /\b(?:agentic (?:use|work|workflows?|workloads?|tasks?|loops?|setups?|pipelines?|tool)|(?:my|our|an|the|local|ai|llm|personal|research|browser|autonomous|multi) agents?(?! ?-)|(?:hermes|openclaw|langgraph|crewai|autogen|n8n|letta|nanobot) (?:agents?|workflows?|automations?|setup|instance|backend)|(?:smart home|home) automation|(?:for|runs?|drives?|behind|with|in|into|my|our) (?:my |our |the )?(?:home assistant|homeassistant|n8n|openclaw|node-red)|(?:agents?|bots?) (?:that|which) (?:call|use|run|do)|tool[- ]calling (?:agents?|backend|server|workloads?|box|model)|parallel agents|agent (?:swarm|fleet|box|server|workloads?|backend|framework|loops?|runs?))\b/gi,
    topic:
      /\b(?:agents?|agentic|tool[- ](?:use|calls?|calling)|function[- ]calling|mcp|automations?|home assistant|n8n|openclaw|workflows?|agentes|agenten)\b/gi,
    yields: ["coding"],
  },
  {
    value: "writing",
    plain:
      /\b(?:writing assistant|proof-?read(?:ing|s|er)?|copy-?(?:editing|writing)|technical writing|(?:writ(?:es?|ing)|draft(?:s|ing)?|answer(?:s|ing)?|polish(?:es|ing)?|rewrit\w+) (?:my |our |the |up |all )?(?:docs|documentation|e-?mails?|letters|reports|blog posts?|articles|newsletters?|commit messages|changelogs?|release notes|minutes|essays|papers|copy|texts)|ghost-?writ\w+|grammar (?:checks?|checking|correction))\b/gi,
    topic:
      /\b(?:documentation|docs|editing|e-?mails?|long-form writing|non-fiction|articles|blog posts?|reports?|letters|meeting (?:notes|minutes)|business writing|writing(?! fine-?tunes?))\b/gi,
    yields: ["creative", "coding", "exploration"],
  },
  {
    value: "exploration",
    plain:
      /\b(?:rag (?:over|on|for|with|pipeline|stack|box|backend|server|setup|system|app\w*|chatbot|workloads?|at work|jobs?|use)|(?:my|our|visual|local|do|does|doing|private|internal|document) rag|retrieval[- ]augmented|(?:summari[sz](?:e|es|ing|ation|er)|condens(?:es?|ing)) (?:of |my |our |the |all |long |whole |every |\d{1,6} ){0,4}(?:papers?|pdfs?|documents?|docs|meetings?|articles|transcripts?|mails?|e-?mails?|reports?|books?|news|chats?|logs?|threads?|files|calls|notes|contracts|web ?pages|videos)|document (?:q ?& ?a|qa|question[- ]answering|search|chat)|(?:chat|talk|questions?) (?:with|to|about|over|against) (?:my|our|the|your|internal) (?:documents?|docs|notes|pdfs?|papers|wiki|files|codebase|knowledge)|knowledge base|semantic search|search (?:over|through|across|in) (?:my|our|the|all|internal)|deep research|research assistant|paperless|(?:our|my|the|internal|company) (?:wiki|notes|archive|document archive|intranet)|mapping (?:a|the|our) code ?base|literature (?:search|review))\b/gi,
    topic:
      /\b(?:rag|retrieval|summar(?:y|ies|i[sz]\w+)|long documents?|documents?|q ?& ?a|research|search|knowledge (?:work|management)|papers|pdfs?|transcripts|zusammenfass\w+|r[ée]sum[ée]s?|res[úu]menes)\b/gi,
  },
  {
    value: "chat",
    plain:
      /\b(?:chat ?bots?|(?:general|everyday|daily|personal|household|family|office|local|private) (?:chat|assistant|chatbot|q ?& ?a|questions)|chat (?:box|rig|server|assistant|use|service|duty|endpoint|sessions?|backend|frontend|ui)|local chatgpt|private chatgpt|chatgpt (?:replacement|alternative|clone)|chats? with it|everyday use|zum chatten)\b/gi,
    topic:
      /\b(?:chat(?:ting|s)?|general[- ]purpose|general (?:use|questions|tasks|stuff)|everyday (?:questions|stuff|tasks|things)|conversations?|conversational|daily (?:use|driver)|open ?webui|librechat|q ?& ?a|asking (?:it )?(?:questions|things))\b/gi,
    yields: ["coding", "voice", "creative", "exploration", "writing", "vision"],
  },
  {
    value: "creative",
    plain:
      /\b(?:role-?play\w*|e?rp (?:model|models|setup|rig|sessions?|finetunes?|use|chats?|box|server|backend)|for e?rp\b|silly ?tavern|creative[- ]writing|(?:story|fiction|novel|prose|poetry)[- ](?:telling|writing|writer|model|models|finetunes?|generation|work|engine)|story-?telling|story-?teller|interactive fiction|fan ?fiction|text adventures?|character (?:cards?|chats?|ai)|world-?building|dungeon master|d ?& ?d (?:campaign|sessions?|game)|my (?:novel|stories|story|book|characters)|rollenspiel\w*|jeux? de rôle)\b/gi,
    topic:
      /\b(?:rp|fiction|stories|story|novels?|prose|poetry|poems?|lyrics|screenplays?|uncensored|creative (?:stuff|work|tasks|use)|fantasy|scenes?|writing finetunes?)\b/gi,
    yields: ["translation"],
  },
  {
    value: "extraction",
    plain:
      /\b(?:(?:classif(?:y|ies|ying)|tag(?:s|ging)?|label(?:s|l?ing)?|categori[sz](?:e|es|ing)|sort(?:s|ing)|pars(?:e|es|ing)|annotat(?:e|es|ing)|scor(?:e|es|ing)|filter(?:s|ing)?|dedupe?s?) (?:my |our |the |all |incoming |[\d,.kKmM]{1,9} ){0,4}(?:[a-z-]{3,14} )?(?:tickets?|mails?|e-?mails?|documents?|docs|invoices?|receipts?|reviews?|articles|records?|rows|posts|comments|messages|logs|transactions|products?|papers|images|photos|files|texts?|news|jobs|resumes|cvs|leads|datasets?)|(?:data|information|entity|field|json|invoice|keyword|metadata|relation|structured|document|text) extraction|extract(?:s|ing)? (?:of |the |all |\d{1,6} |structured |key |out ){0,4}(?:fields|data|entities|json|tables|facts|values|metadata|information|figures|names|dates|keywords|line items)|(?:data|document) (?:processing|labell?ing|annotation|cleaning|cleansing|enrichment)|batch (?:classification|processing|jobs?|extraction|labell?ing|inference|scoring|pipeline|workloads?|work)|(?:ticket|e-?mail|document|text|log|image|sentiment|intent) (?:classification|triage|tagging|routing|classifier)|synthetic data|dataset (?:generation|creation|curation)|(?:field|extraction) accuracy|extracci[óo]n de|extraktion|klassifi[zk]\w+)\b/gi,
    topic:
      /\b(?:classification|extraction|tagging|label(?:l?ing)|data processing|structured outputs?|entit(?:y|ies)|invoices?|triage|paperwork|etl|ner\b)\b/gi,
  },
  {
    value: "vision",
    plain:
      /\b(?:ocr(?:s|ing)?\b(?! quality)|docvqa|(?:image|photo|video|screenshot|picture|frame)[- ](?:captioning|captions?|tagging|understanding|descriptions?|analysis|recognition|classification|search|q ?& ?a)|(?:caption|describ|tagg|read|analy[sz])(?:s|es|ing) (?:my |our |the |all |every |\d{1,6} ){0,4}(?:images?|photos?|pictures?|screenshots?|frames|receipts|scans|camera\w*|charts|diagrams)|(?:security|door(?:bell)?|cctv|ip|surveillance|trail) cam(?:era)?s?|frigate|visual (?:question answering|qa|rag|inspection|grounding)|scanned (?:pages|pdfs?|documents|invoices|forms|letters|books)|document scans|document understanding|vision (?:model|tasks?|work|use|workloads?|language|box|pipeline|server|endpoint)|vlm (?:for|server|box|pipeline)|image (?:input|inputs) (?:for|works)|computer[- ]use|robot(?:ics|s)? (?:vision|arm))\b/gi,
    topic:
      /\b(?:vision|images?|screenshots?|photos?|pictures?|ocr|scans?|charts|camera\w*|videos?|multimodal|visual)\b/gi,
  },
  {
    value: "voice",
    plain:
      /\b(?:voice[- ](?:assistants?|agents?|chat|control|satellites?|pipeline|bots?|loop|interface|mode|commands?|box|server|stack|backend|use|calls?|conversations?)|speech[- ]to[- ](?:text|speech)|text[- ]to[- ]speech|(?:talk|speak|talking|speaking) (?:to|with) (?:it|my|the|her|him)\b|wyoming|wake ?word|smart speaker|phone (?:bot|calls?|agent)|transcrib(?:e|es|ing)|sprachassistent\w*|alexa (?:replacement|clone)|replace(?:s|d|ment)? (?:for )?(?:my |our |the )?(?:alexa|siri|google home))\b/gi,
    topic: /\b(?:voice|speech|transcription|tts|stt|asr|spoken|dictation|assist pipeline)\b/gi,
  },
  {
    value: "translation",
    plain:
      /\b(?:translat(?:es?|ing) (?:my |our |the |all |from |into |whole |chinese |japanese |korean |german |french |english |light |web |user |product |customer |every |\d{1,6} ){0,4}(?:books?|novels?|documents?|docs|texts?|subtitles|manga|e-?mails?|articles|pages|tickets|manuals|games?|visual novels?|papers|strings|comments|messages|english|german|french|japanese|chinese|spanish)|translation (?:box|server|model|work|pipeline|backend|service|jobs?|workloads?|tasks?|engine|use)|machine translation|subtitle translation|(?:local|offline|private|live|my|our) (?:deepl|translator|translation)|zum übersetzen|übersetzung(?:en|s\w+)?)\b/gi,
    topic:
      /\b(?:translation|translating|translations|subtitles|localization|übersetz\w+|traduc\w+|traduction)\b/gi,
  },
];
