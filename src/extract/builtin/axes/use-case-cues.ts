/** The phrases by which practitioners say what a setup is for. Data only; English, with the commonest words of others. */
import type { UseCase } from "../../../record/axes.ts";
import type { Cue } from "./cue.ts";

export const USE_CASE_CUES: readonly Cue<UseCase>[] = [
  {
    value: "coding",
    plain:
      /\b(?:(?:agentic|vibe|pair|local|ai|llm)[- ](?:coding|programming)|(?:cod(?:e|ing)|programming|developer|dev)[- ](?:agents?|assistants?|assistance|copilot|companion|helper|buddy|box|rig|server|machine|model i|work|sessions?|backend|endpoint|tasks?|setup|workflows?|stack|workloads?|workhorse|harness(?:es)?|completions?|tools?\b)|(?:autocomplete|tab[- ]complet\w+|fill[- ]in[- ]the[- ]middle) (?:in|for|model|backend|server|that)|code (?:review(?:er|s)?|completion)|(?:in|from|with|through|via|inside|behind|into|runs?|using|under|for|and|as|against|at|of|point(?:ed|s)?|[/,+]) (?:my |our |the )?(?:aider|cline|roo ?code|kilo ?code|opencode|open ?code|claude code|codex cli|qwen code|continue\.dev|openhands|goose|cursor|vs ?code|vscodium|neovim|emacs|jetbrains|zed|my ide|my editor|(?:their|our|the) (?:editors?|ides?))\b|(?:llama\.vim|llama\.vscode|tabbyml|twinny|cody|avante(?:\.nvim)?|gptel|codecompanion)\b|copilot (?:replacement|alternative)|(?:aider|cline|roo ?code|kilo ?code|opencode|claude code|qwen code|continue\.dev|openhands) (?:is|with|works?|points?|talks?|runs?|sessions?|against|on top|in front|as)|codes? (?:with|on) it|(?:writ(?:es?|ing)|generat(?:es?|ing)|refactor(?:s|ing)?|fix(?:es|ing)?|review(?:s|ing)?|explain(?:s|ing)?) (?:most of |all |my |our |the |some |small |legacy |shell |bash |python |sql |unit ){0,4}(?:code\b|scripts|macros|functions|boilerplate|tests|unit tests|bugs|pull requests|prs|patches|queries|repos?\b|codebases?)|refactor(?:s|ing)? (?:it|them|code|my|our|the)\b|(?:cancell?ed|dropped|replac(?:e|es|ed|ing)|quit|got rid of) (?:my |our |the )?(?:\w+ and )?(?:github )?copilot|(?:hand|give|throw|send|feed)(?:s|ing)? it (?:\w+ ){0,3}(?:bugs?|code|functions?|stack ?traces?|repos?)\b|my editor(?:'s|’s)? (?:agent|assistant|completions?)|code[- ]?vervollständigung|im editor\b|programmieren|zum coden|(?:para|pour) (?:programar|coder|programmer)|asistente de (?:programación|código)|assistant de code)\b|写代码|编程|代码(?:补全|助手|生成)|敲代码|コーディング|プログラミング/gi,
    topic:
      /\b(?:coding|code(?: generation| assistance| editing| refactoring| migration)?|programming|software (?:development|engineering)|refactor\w*|autocomplet\w*|debugging|unit tests?|pull requests?|dev work|development work|boilerplate|ide|code ?bases?|aider|cline|roo ?code|kilo ?code|opencode|claude code|copilot|codex|programmation|programación|código)\b/gi,
  },
  {
    value: "coding",
    plain:
      /\b(?:Zed|Cursor|Windsurf|Cline|Aider|Roo Code|Kilo Code|[Oo]pen[Cc]ode|Claude Code|Codex CLI|Qwen Code|OpenHands|(?:through|via|with|in|into|from|behind|by|and|using|for) Continue)\b(?=\s(?:and|talks?|uses?|is|points?|runs?|sends?|asks?|against|at|through|on|needs?|gets?|接)|[,.;:)]|$)/gm,
  },
  {
    value: "agents",
    plain:
      /\b(?:agentic (?:use|work|workflows?|workloads?|tasks?|setups?|pipelines?|tool)|(?:hermes|openclaw|langgraph|crewai|autogen|letta|nanobot|smolagents|pydantic-ai) (?:agents?|workflows?|automations?|setup|instance|backend)|n8n\b|node-red\b|home ?assistant\b(?! (?:benchmark|forum|community|store))|smart[- ]home|home automation|(?:turn|switch)(?:s|es|ed|ing)? (?:(?:on|off) )?(?:the |my |our )?(?:lights?|lamps?|heating)(?: (?:on|off))?\b|(?:light|lamp|blinds?|heating) (?:reacts?|(?:goes|comes|turns|switches) (?:on|off))\b|(?:may|can) call (?:\w+ ){0,2}(?:functions|tools)|decides? (?:whether to|what to do)|(?:agents?|bots?|planner) (?:that|which) (?:calls?|uses?|runs?|does|do|opens?|books?|clicks?|watch\w*|orders?|sends?|reads?)|tool[- ]calling (?:agents?|backend|server|workloads?|box|model)|parallel agents|agent (?:swarm|fleet|box|server|workloads?|backend|framework)|browser agents?|mcp (?:servers?|tools?) (?:for|with|i|we|that)|hausautomation|domótica)\b|智能家居|智能体/gi,
    topic:
      /\b(?:tool[- ](?:use|calls?|calling)|function[- ]calling|mcp|automations?|openclaw|workflows?|agentes|agenten)\b/gi,
    yields: ["coding"],
  },
  {
    value: "agents",
    plain:
      /\b(?:my|our|an|local|ai|llm|personal|research|autonomous|multi|task) agents?(?! ?(?:-|loop|that read))\b/gi,
    topic: /\b(?:agents?|agentic)\b/gi,
    yields: ["coding"],
    vague: true,
  },
  {
    value: "writing",
    plain:
      /\b(?:writing assistant|proof-?read(?:ing|s|er)?|copy-?(?:editing|writing)|technical writing|(?:writ(?:es?|ing)|draft(?:s|ing)?|answer(?:s|ing)?|polish(?:es|ing)?|rewrit\w+|correct(?:s|ing)?|edit(?:s|ing)?) (?:my |our |the |up |all |first |draft |drafts |of |to ){0,5}(?:docs|documentation|e-?mails?|mail\b|letters|reports|blog posts?|posts|articles|newsletters?|commit messages|changelogs?|release notes|minutes|essays?|papers|copy|texts|manuscripts?|proposals|applications)|ghost-?writ\w+|grammar (?:checks?|checking|correction)|best writer|essays?\b[^.\n]{0,30}\b(?:last read|proof\w*|edit\w*)|(?:corriger|rédiger) (?:mes|nos|des|les|\w+ et)\b|corriger mes|edit(?:s|ing)? (?:a |my |the |our )?(?:novels?|books?|manuscripts?|chapters?)|redactar|korrekturlesen|texte schreiben)\b|写(?:文章|文案|邮件|报告)|润色/gi,
    topic:
      /\b(?:documentation|docs|editing|long-form writing|non-fiction|letters|meeting (?:notes|minutes)|business writing|writing(?! fine-?tunes?)|schreiben|rédaction|redacción)\b/gi,
    object: /\b(?:blog posts?|newsletters?|essays?|courriers)\b/gi,
    yields: ["creative", "coding", "exploration", "extraction"],
  },
  {
    value: "exploration",
    plain:
      /\b(?:rag (?:over|on|for|with|pipeline|stack|box|backend|server|setup|system|app\w*|chatbot|workloads?|at work|jobs?|use)|(?:my|our|visual|local|do|does|doing|private|internal|document|small|little|simple|the) rag|retrieval[- ]augmented|(?:summari[sz](?:e|es|ing|ation|er)|condens(?:es?|ing)|digest(?:s|ing)) (?:of |my |our |the |all |long |whole |every |daily |weekly |\d{1,6} ){0,4}(?:papers?|pdfs?|documents?|docs|meetings?|articles|transcripts?|mails?|e-?mails?|reports?|books?|news|chats?|logs?|threads?|files|calls|notes|contracts|web ?pages|videos|feeds?)|(?:note|meeting|mail|news|paper|document|article|log|feed|podcast|video) summari[sz]\w+|document (?:q ?& ?a|qa|question[- ]answering|search|chat)|(?:chat|talk|questions?|asks?(?: questions)?|answers?) (?:with|to|about|over|against|from|on) (?:about |my |our |the |your |internal |all |\d{1,6} |these |them ){0,5}(?:documents?|docs|notes|pdfs?|papers|wiki|files|codebase|code base|knowledge|manuals?|handbooks?|contracts?|pages|recipes|archives?|transcripts?)|answers? questions (?:about|from|on|over) (?:it|them|\w+ \d{1,6}|\d{1,6})\b|knowledge base|semantic search|search (?:over|through|across|in) (?:my|our|the|all|internal)|search(?:es|ing)? (?:our|my|the) \d[\d,.]{0,9} \w+|with (?:citations|its sources)|fasst (?:\w+ ){1,5}zusammen|(?:résume|resume) (?:mes|nos|les|mis|nuestros|los) \w+|deep research|research assistant|paperless|(?:ask|asks|asking|search|searches|searching|query|over|indexed?|against|from) (?:our|my|the|internal|company) (?:wiki|notes|archive|document archive|intranet|manuals?|handbook)|mapping (?:a|the|our) code ?base|literature (?:search|review)|anything ?llm|privategpt|ragflow|khoj\b|notebooklm|(?:asks?|tells?) (?:it|them|people) where|(?:past|dump|feed|drop|throw)\w* [^.\n]{2,40} (?:in|into it|at it) and ask|beantwortet (?:\w+ )?fragen (?:zu|über)|fragen (?:zu|über) (?:unsere[nrm]?|meine[nrm]?))\b|知识库|文献|检索增强|总结(?:文档|论文|会议)/gi,
    topic:
      /\b(?:rag|retrieval|summar(?:y|ies|i[sz]\w+)|q ?& ?a|knowledge (?:work|management)|zusammenfass\w+|r[ée]sum[ée]s?|res[úu]menes|resumir)\b/gi,
    object:
      /\b(?:long documents?|documents?|papers|pdfs?|transcripts|contracts?|research|search|manuals)\b/gi,
  },
  {
    value: "chat",
    plain:
      /\b(?:chat ?bots?|(?:general|everyday|daily|personal|household|family|office|local|private|company|kitchen|house)(?:'s|’s)? (?:own |ai |chat |new |little ){0,2}(?:chat|assistant|chatbot|chatgpt|q ?& ?a|questions)|chat (?:box|rig|server|assistant|use|service|duty|endpoint|sessions?|backend|frontend|ui)|local chatgpt|private chatgpt|chatgpt (?:replacement|alternative|clone|at home)|chats? with it|everyday use|zum chatten|dialogue (?:model|system)|homework (?:questions|help)|(?:open ?webui|librechat|lobechat)[^.\n]{0,24}\b(?:wife|kids|family|husband|colleagues|parents)|(?:kids|wife|husband|family|parents|guests|everyone|everybody|people|colleagues|staff|visitors|customers|students|pupils|patients|citizens|employees|who) (?:\w+ ){0,4}asks? (?:it |him )?(?:something|anything|things|stuff|questions|about)\b|(?:cancell?ed|dropped|replac(?:e|es|ed|ing)|quit|get rid of|got rid of|no more) (?:my |our |the )?(?:\w+ and )?chatgpt|(?:used to|früher|instead of|statt|au lieu de|en vez de|formerly) (?:\w+ ){0,2}chatgpt|(?:para|pour) (?:chatear|discuter))\b|聊天|日常对话|闲聊|チャット/gi,
    topic:
      /\b(?:chat(?:ting|s)?|general (?:questions|tasks|stuff)|everyday (?:questions|stuff|tasks|things)|conversations?|conversational|librechat|asking (?:it )?(?:questions|things))\b/gi,
    yields: ["coding", "voice", "creative", "exploration", "writing", "vision"],
  },
  {
    value: "chat",
    topic: /\b(?:general[- ]purpose|general use|daily (?:use|driver)|open ?webui|q ?& ?a)\b/gi,
    yields: [
      "coding",
      "voice",
      "creative",
      "exploration",
      "writing",
      "vision",
      "agents",
      "extraction",
      "translation",
    ],
    vague: true,
  },
  {
    value: "creative",
    plain:
      /\b(?:role-?play\w*|e?rp (?:model|models|setup|rig|sessions?|finetunes?|use|chats?|box|server|backend)|for e?rp\b|silly ?tavern|creative[- ]writing|(?:story|fiction|novel|prose|poetry)[- ](?:telling|writing|writer|model|models|finetunes?|generation|work|engine|machine)|story-?telling|story-?teller|interactive fiction|fan ?fiction|text adventures?|character (?:cards?|chats?|ai)|world-?building|(?:dungeon|game) master|d ?& ?d (?:campaign|sessions?|game)|narrator|my (?:\w+ )?(?:novel|stories|story|book|characters|campaign|(?:text )?adventure)|writ(?:e|es|ing) (?:fantasy|fiction|novels?|stories|poems?|poetry|lyrics|scenes|a novel)|rollenspiel\w*|jeux? de rôle|juegos? de rol|bedtime stories)\b|角色扮演|写小说|跑团|酒馆|ロールプレイ|小説/gi,
    topic:
      /\b(?:rp|fiction|stories|story|(?<!\bedit(?:s|ing)? (?:a |my |the |our )?)novels?|prose|poetry|poems?|lyrics|screenplays?|uncensored|creative (?:stuff|work|tasks|use)|fantasy)\b/gi,
    yields: ["translation"],
  },
  {
    value: "extraction",
    plain:
      /\b(?:(?:classif(?:y|ies|ying)|tag(?:s|ging)?|label(?:s|l?ing)?|categori[sz](?:e|es|ing)|sort(?:s|ing)?|pars(?:e|es|ing)|annotat(?:e|es|ing)|scor(?:e|es|ing)|filter(?:s|ing)?|triag(?:e|es|ing)|enrich(?:es|ing)?|clean(?:s|ing)? up|dedupe?s?) (?:my |our |the |all |incoming |every |of |new |about |[\d,.]{1,9}[km]? |million |thousand |each |support |customer |product |street ){0,5}(?:[a-z-]{3,14} )?(?:tickets?|mails?|e-?mails?|documents?|docs|invoices?|receipts?|reviews?|articles|records?|rows|posts|comments|messages|logs|transactions|products?|listings|titles|papers|abstracts|images|photos|files|texts?|news|jobs|job ads|resumes|cvs|leads|datasets?|corpus|feedback|names|addresses)|(?:label|tag|category|class|score)s? (?:on|for|to) (?:each|every|all|our|my|the|\d)[^.\n]{0,30}\b(?:tickets?|mails?|e-?mails?|documents?|reviews?|articles|records?|rows|posts|comments|messages|products?|listings)|(?:sentiment|category|topic|intent)(?: and \w+)? (?:tags?|labels?|analysis|classification)|(?:data|information|entity|field|json|invoice|keyword|metadata|relation|structured|document|text) extraction|(?:extract(?:s|ing)?|pull(?:s|ing)?|reads?|reading|fish(?:es)?|gets?) (?:of |the |all |\d{1,6} |structured |key |out |amount,? |date,? |name,? |and ){0,5}(?:fields|data|entities|json|tables|facts|values|metadata|figures|amounts?|dates?|line items|totals?|supplier\w*)\b(?: and \w+)? (?:out of|from|of|in|off)\b|extract(?:s|ing) (?:of |the |all |structured |key ){0,3}(?:fields|data|entities|json|tables|facts|values|metadata|information|figures|names|dates|keywords|line items)|(?:data|document) (?:processing|labell?ing|annotation|cleaning|cleansing|enrichment)|batch (?:classification|processing|jobs?|extraction|labell?ing|inference|scoring|pipeline|workloads?|work)|(?:ticket|e-?mail|document|text|log|image|sentiment|intent) (?:classification|triage|tagging|routing|classifier)|(?:into|to) (?:json|csv|structured \w+|a spreadsheet|database rows)\b(?! (?:mode|schema|format))|(?:pars|digiti[sz])(?:es|ing) (?:[\w.,-]{1,14} ){0,3}(?:statements|notes|forms|slips|bills|orders|certificates|records)|reads? (?:[\w-]{2,12},? ){1,5}(?:from|off|out of) (?:each|every|the|all) (?:pages?|scans?|notes?|forms?|receipts?|invoices?|documents?)|(?:pulls?|extracts?|picks?) (?:[\w-]{2,14},? ){1,5}(?:from|out of|off) (?:each|every|the|all|those|incoming)|sortiert (?:\w+ ){1,3}(?:mails|e-mails|belege|rechnungen|dokumente)|synthetic data|dataset (?:generation|creation|curation)|(?:field|extraction) accuracy|extracci[óo]n de|extraktion|klassifi[zk]\w+)\b|打标|信息抽取|批量(?:处理|分类)|数据(?:清洗|标注)/gi,
    topic:
      /\b(?:classification|extraction|tagging|label(?:l?ing)|data processing|structured outputs?|entit(?:y|ies)|triage|paperwork|etl|ner\b)\b/gi,
    object: /\b(?:invoices?|tickets|listings|bank statements)\b/gi,
  },
  {
    value: "vision",
    plain:
      /\b(?:ocr(?:s|ing)?\b(?! quality)|docvqa|(?:image|photo|video|screenshot|picture|frame|camera)[- ](?:captioning|captions?|tagging|understanding|descriptions?|analysis|recognition|classification|search|q ?& ?a)|(?:caption|describ|tagg?|read|analy[sz]|look|sort|watch)(?:e|es|s|ing)? (?:at |through |off |in |my |our |the |all |every |what |old |scanned |\d{1,6} ){0,4}(?:images?|photos?|photographs|pictures?|screenshots?|frames|receipts|scans|camera\w*|charts|diagrams|meter|digits|handwrit\w+|number plates|licen[cs]e plates)|(?:what|whatever) (?:the |our |my )(?:[a-z-]{2,14} ){0,2}cam(?:era)?s? (?:sees?|saw|shows?)|frames (?:of|from) (?:the|my|our|a)|(?:security|door(?:bell)?|cctv|ip|surveillance|trail|nest-?box|driveway|baby|wildlife|garden) cam(?:era)?s?|frigate|visual (?:question answering|qa|rag|inspection|grounding)|scanned (?:pages|pdfs?|documents|invoices|forms|letters|books)|document scans|document understanding|vision (?:tasks?|work|use|workloads?|language|box|pipeline|server|endpoint)|vision model(?=,| (?:for|on|at|that|in))|vlm (?:for|server|box|pipeline)|image (?:input|inputs) (?:for|works)|looks at (?:the|my|our|every|each) [a-z]+|reads? (?:[\w-]{2,12},? ){1,5}(?:from|off|out of) (?:each|every|the|all) (?:pages?|scans?|photos?|images?|pictures?|receipts?|labels?)|(?:scans?|photographs?) (?:\w+ ){0,3}(?:notes|forms|pages|receipts|letters|plates)|watches (?:the|my|our) (?:street|doors?|drive\w*|yard|garden|cats?|dogs?|birds?|hens|chickens?|baby|print\w*|feeder|gate|cam\w*)|transcrib\w+ [^.\n]{0,30}(?:handwrit\w+|registers?|scans|pages|letters|manuscripts)|computer[- ]use|robot(?:ics|s)? (?:vision|arm)|reads? (?:the )?(?:digits|meter|labels|plates))\b|识图|看图|图片(?:识别|理解)/gi,
    topic: /\b(?:vision|screenshots?|ocr|multimodal|visual)\b/gi,
    object: /\b(?:images?|photos?|pictures?|screenshots?|scans|receipts?|camera\w*|videos?|handwrit\w+)\b/gi,
  },
  {
    value: "voice",
    plain:
      /\b(?:voice[- ](?:assistants?|agents?|chat|control|satellites?|pipeline|bots?|loop|interface|mode|commands?|box|server|stack|backend|use|calls?|conversations?)|speech[- ]to[- ](?:text|speech)|text[- ]to[- ]speech|(?:i|we|you|he|she|kids|wife|can|to|just|by) (?:talk|speak|talking|speaking) (?:to|with) (?:it|my|the|her|him)\b|wyoming|wake ?word|smart speaker|phone (?:bot|calls?|agent)|transcrib(?:e|es|ing)\b(?![^.\n]{0,30}(?:handwrit|register|scan|letter|manuscript|\bpages?\b))|does the (?:talking|speaking|listening)|(?:answers?|asks?|says?|repl(?:y|ies)|speaks?|reads?) [^.\n]{0,30}(?:out loud|aloud)|sprachassistent\w*|assistente? vocal\w*|asistente de voz|alexa (?:replacement|clone)|replac(?:es?|ed|ing|ement) (?:for )?(?:my |our |the |two |three |both |all )?(?:old )?(?:amazon )?(?:alexas?|siri|google (?:home|nest)|echos?\b|echo (?:dots?|shows?)|homepods?))\b|语音助手|语音(?:识别|对话)/gi,
    topic: /\b(?:voice|speech|transcription|tts|stt|asr|spoken|dictation|assist pipeline)\b/gi,
  },
  {
    value: "translation",
    plain:
      /\b(?:translat(?:es?|ing) (?:my |our |the |all |from |into |whole |chinese |japanese |korean |german |french |english |light |web |user |product |customer |every |old |\d{1,6} ){0,4}(?:books?|novels?|documents?|docs|texts?|subtitles?|manga|e-?mails?|articles|pages|tickets|manuals|games?|visual novels?|papers|strings|comments|messages|letters|files|posts|english|german|french|japanese|chinese|spanish)|(?:pocket|personal|live|travel) interpreter|translation (?:box|server|model|work|pipeline|backend|service|jobs?|workloads?|tasks?|engine|use)|machine translation|subtitle translation|(?:local|offline|private|live|my|our) (?:deepl|translator|translation)|(?:french|german|english|spanish|italian|japanese|chinese|korean|russian|portuguese|dutch|polish) (?:to|into|->|→) (?:french|german|english|spanish|italian|japanese|chinese|korean|russian|portuguese|dutch|polish)|tradui[ts]e?n?t? (?:mes|nos|les|des)|traduce (?:mis|nuestros|los|las)|zum übersetzen|traduire|traducir)\b|übersetz(?:t (?:uns|mir|unsere?\w{0,2}|meine?\w{0,2}|die|den|das|alle)\b|ung(?:en)?\b)|翻译|翻訳/gi,
    topic:
      /\b(?:translation|translating|translations|subtitles|localization|traduc\w+|traduction)\b|übersetz\w+/gi,
  },
];
