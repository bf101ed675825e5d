/** The phrases by which practitioners say what a setup is for. Data only; English, with the commonest words of others. */

import type { UseCase } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Cue } from "./cue.ts";
import { MATERIAL_CUES } from "./material-cues.ts";

export const USE_CASE_CUES: readonly Cue<UseCase>[] = [
  {
    value: "coding",
    plain: regex("gi")`
      \b(?:
        (?:agentic|vibe|pair|local|ai|llm)[- ](?:coding|programming)|
        (?:cod(?:e|ing)|programming|developer|dev)[- ](?:
          agents?|assistants?|assistance|copilot|companion|helper|buddy|box|rig|server|machine|model i|
          work|sessions?|backend|endpoint|tasks?|setup|workflows?|stack|workloads?|workhorse|
          harness(?:es)?|completions?|tools?\b
        )|
        (?:autocomplete|tab[- ]complet\w+|fill[- ]in[- ]the[- ]middle)[ ]
        (?:in|for|model|backend|server|that)|code (?:review(?:er|s)?|completion)|
        (?:
          in|from|with|through|via|inside|behind|into|runs?|using|under|for|and|as|against|at|of|
          point(?:ed|s)?|[/,+]
        ) (?:my |our |the )?(?:
          aider|cline|roo ?code|kilo ?code|opencode|open ?code|claude code|codex cli|qwen code|
          continue\.dev|openhands|goose|cursor|vs ?code|vscodium|neovim|emacs|jetbrains|zed|my ide|
          my editor|(?:their|our|the) (?:editors?|ides?)
        )\b|(?:llama\.vim|llama\.vscode|tabbyml|twinny|cody|avante(?:\.nvim)?|gptel|codecompanion)\b|
        copilot (?:replacement|alternative)|
        (?:aider|cline|roo ?code|kilo ?code|opencode|claude code|qwen code|continue\.dev|openhands) (?:
          is|with|works?|points?|talks?|runs?|sessions?|against|on top|in front|as
        )|codes? (?:with|on) it|
        (?:
          writ(?:es?|ing)|generat(?:es?|ing)|refactor(?:s|ing)?|fix(?:es|ing)?|review(?:s|ing)?|
          explain(?:s|ing)?
        ) (?:most of |all |my |our |the |some |small |legacy |shell |bash |python |sql |unit ){0,4}(?:
          code\b|scripts|macros|functions|boilerplate|tests|unit tests|bugs|pull requests|prs|patches|
          queries|repos?\b|codebases?
        )|refactor(?:s|ing)? (?:it|them|code|my|our|the)\b|
        (?:cancell?ed|dropped|replac(?:e|es|ed|ing)|quit|got rid of) (?:my |our |the )?(?:\w+ and )?
        (?:github )?copilot|
        (?:hand|give|throw|send|feed)(?:s|ing)? it (?:\w+ ){0,3}
        (?:bugs?|code|functions?|stack ?traces?|repos?)\b|
        my editor(?:'s|’s)? (?:agent|assistant|completions?)|code[- ]?vervollständigung|im editor\b|
        programmieren|zum coden|(?:para|pour) (?:programar|coder|programmer)|
        asistente de (?:programación|código)|assistant de code
      )\b|写代码|编程|代码(?:补全|助手|生成)|敲代码|コーディング|プログラミング
    `,
    topic: regex("gi")`
      \b(?:
        coding|code(?: generation| assistance| editing| refactoring| migration)?|programming|
        software (?:development|engineering)|refactor\w*|autocomplet\w*|debugging|unit tests?|
        pull requests?|dev work|development work|boilerplate|ide|code ?bases?|aider|cline|roo ?code|
        kilo ?code|opencode|claude code|copilot|codex|programmation|programación|código
      )\b
    `,
  },
  {
    value: "coding",
    plain: regex("gm")`
      \b(?:
        Zed|Cursor|Windsurf|Cline|Aider|Roo Code|Kilo Code|[Oo]pen[Cc]ode|Claude Code|Codex CLI|Qwen Code|
        OpenHands|(?:through|via|with|in|into|from|behind|by|and|using|for) Continue
      )\b(?=
        \s(?:and|talks?|uses?|is|points?|runs?|sends?|asks?|against|at|through|on|needs?|gets?|接)|[,.;:)]|
        $
      )
    `,
  },
  {
    value: "agents",
    plain: regex("gi")`
      \b(?:
        agentic (?:use|work|workflows?|workloads?|tasks?|setups?|pipelines?|tool)|
        (?:hermes|openclaw|langgraph|crewai|autogen|letta|nanobot|smolagents|pydantic-ai)[ ]
        (?:agents?|workflows?|automations?|setup|instance|backend)|n8n\b|node-red\b|
        home ?assistant\b(?! (?:benchmark|forum|community|store))|smart[- ]home|home automation|
        (?:turn|switch)(?:s|es|ed|ing)? (?:(?:on|off) )?(?:the |my |our )?(?:lights?|lamps?|heating)
        (?: (?:on|off))?\b|
        (?:light|lamp|blinds?|heating) (?:reacts?|(?:goes|comes|turns|switches) (?:on|off))\b|
        (?:may|can) call (?:\w+ ){0,2}(?:functions|tools)|decides? (?:whether to|what to do)|
        (?:agents?|bots?|planner) (?:that|which) (?:
          calls?|uses?|runs?|does|do|opens?|books?|clicks?|watch\w*|orders?|sends?|reads?
        )|tool[- ]calling (?:agents?|backend|server|workloads?|box|model)|parallel agents|
        agent (?:swarm|fleet|box|server|workloads?|backend|framework)|browser agents?|
        mcp (?:servers?|tools?) (?:for|with|i|we|that)|hausautomation|domótica
      )\b|智能家居|智能体
    `,
    topic: regex("gi")`
      \b(?:
        tool[- ](?:use|calls?|calling)|function[- ]calling|mcp|automations?|openclaw|workflows?|agentes|
        agenten
      )\b
    `,
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
    plain: regex("gi")`
      \b(?:
        writing assistant|proof-?read(?:ing|s|er)?|copy-?(?:editing|writing)|technical writing|
        (?:
          writ(?:es?|ing)|draft(?:s|ing)?|answer(?:s|ing)?|polish(?:es|ing)?|rewrit\w+|correct(?:s|ing)?|
          edit(?:s|ing)?
        ) (?:my |our |the |up |all |first |draft |drafts |of |to ){0,5}(?:
          docs|documentation|e-?mails?|mail\b|letters|reports|blog posts?|posts|articles|newsletters?|
          commit messages|changelogs?|release notes|minutes|essays?|papers|copy|texts|manuscripts?|
          proposals|applications
        )|ghost-?writ\w+|grammar (?:checks?|checking|correction)|best writer|
        essays?\b[^.\n]{0,30}\b(?:last read|proof\w*|edit\w*)|
        (?:corriger|rédiger) (?:mes|nos|des|les|\w+ et)\b|corriger mes|
        edit(?:s|ing)? (?:a |my |the |our )?(?:novels?|books?|manuscripts?|chapters?)|redactar|
        korrekturlesen|texte schreiben
      )\b|写(?:文章|文案|邮件|报告)|润色
    `,
    topic: regex("gi")`
      \b(?:
        documentation|docs|editing|long-form writing|non-fiction|letters|meeting (?:notes|minutes)|
        business writing|writing(?! fine-?tunes?)|schreiben|rédaction|redacción
      )\b
    `,
    object: /\b(?:blog posts?|newsletters?|essays?|courriers)\b/gi,
    yields: ["creative", "coding", "exploration", "extraction"],
  },
  {
    value: "exploration",
    plain: regex("gi")`
      \b(?:
        rag (?:
          over|on|for|with|pipeline|stack|box|backend|server|setup|system|app\w*|chatbot|workloads?|
          at work|jobs?|use
        )|(?:my|our|visual|local|do|does|doing|private|internal|document|small|little|simple|the) rag|
        retrieval[- ]augmented|
        (?:summari[sz](?:e|es|ing|ation|er)|condens(?:es?|ing)|digest(?:s|ing)) (?:
          of |my |our |the |all |long |whole |every |daily |weekly |\d{1,6}[ ]
        ){0,4}(?:
          papers?|pdfs?|documents?|docs|meetings?|articles|transcripts?|mails?|e-?mails?|reports?|books?|
          news|chats?|logs?|threads?|files|calls|notes|contracts|web ?pages|videos|feeds?
        )|(?:note|meeting|mail|news|paper|document|article|log|feed|podcast|video) summari[sz]\w+|
        document (?:q ?& ?a|qa|question[- ]answering|search|chat)|
        (?:chat|talk|questions?|asks?(?: questions)?|answers?) (?:with|to|about|over|against|from|on) (?:
          about |my |our |the |your |internal |all |\d{1,6} |these |them[ ]
        ){0,5}(?:
          documents?|docs|notes|pdfs?|papers|wiki|files|codebase|code base|knowledge|manuals?|handbooks?|
          contracts?|pages|recipes|archives?|transcripts?
        )|answers? questions (?:about|from|on|over) (?:it|them|\w+ \d{1,6}|\d{1,6})\b|knowledge base|
        semantic search|search (?:over|through|across|in) (?:my|our|the|all|internal)|
        search(?:es|ing)? (?:our|my|the) \d[\d,.]{0,9} \w+|with (?:citations|its sources)|
        fasst (?:\w+ ){1,5}zusammen|(?:résume|resume) (?:mes|nos|les|mis|nuestros|los) \w+|deep research|
        research assistant|paperless|
        (?:ask|asks|asking|search|searches|searching|query|over|indexed?|against|from)[ ]
        (?:our|my|the|internal|company) (?:wiki|notes|archive|document archive|intranet|manuals?|handbook)|
        mapping (?:a|the|our) code ?base|literature (?:search|review)|anything ?llm|privategpt|ragflow|
        khoj\b|notebooklm|(?:asks?|tells?) (?:it|them|people) where|
        (?:past|dump|feed|drop|throw)\w* [^.\n]{2,40} (?:in|into it|at it) and ask|
        beantwortet (?:\w+ )?fragen (?:zu|über)|fragen (?:zu|über) (?:unsere[nrm]?|meine[nrm]?)
      )\b|知识库|文献|检索增强|总结(?:文档|论文|会议)
    `,
    topic: regex("gi")`
      \b(?:
        rag|retrieval|summar(?:y(?! so far|:)|ies|i[sz]\w+)|q ?& ?a|knowledge (?:work|management)|zusammenfass\w+|
        r[ée]sum[ée]s?|res[úu]menes|resumir
      )\b
    `,
    object:
      /\b(?:long documents?|documents?|papers|pdfs?|transcripts|contracts?|research|search|manuals)\b/gi,
  },
  {
    value: "chat",
    plain: regex("gi")`
      \b(?:
        chat ?bots?|
        (?:general|everyday|daily|personal|household|family|office|local|private|company|kitchen|house)
        (?:'s|’s)? (?:own |ai |chat |new |little ){0,2}
        (?:chat|assistant|chatbot|chatgpt|q ?& ?a|questions)|
        chat (?:box|rig|server|assistant|use|service|duty|endpoint|sessions?|backend|frontend|ui)|
        local chatgpt|private chatgpt|chatgpt (?:replacement|alternative|clone|at home)|chats? with it|
        everyday use|zum chatten|dialogue (?:model|system)|homework (?:questions|help)|
        (?:open ?webui|librechat|lobechat)[^.\n]{0,24}\b(?:wife|kids|family|husband|colleagues|parents)|
        (?:
          kids|wife|husband|family|parents|guests|everyone|everybody|people|colleagues|staff|visitors|
          customers|students|pupils|patients|citizens|employees|who
        ) (?:\w+ ){0,4}asks? (?:(?:it|him)(?: \w+)?|something|anything|things|stuff|questions)\b|
        (?:cancell?ed|dropped|replac(?:e|es|ed|ing)|quit|get rid of|got rid of|no more) (?:my |our |the )?
        (?:\w+ and )?chatgpt|
        (?:used to|früher|instead of|statt|au lieu de|en vez de|formerly) (?:\w+ ){0,2}chatgpt|
        (?:para|pour) (?:chatear|discuter)
      )\b|聊天|日常对话|闲聊|チャット
    `,
    topic: regex("gi")`
      \b(?:
        chat(?:ting|s)?|general (?:questions|tasks|stuff)|everyday (?:questions|stuff|tasks|things)|
        conversations?|conversational|librechat|asking (?:it )?(?:questions|things)
      )\b
    `,
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
    plain: regex("gi")`
      \b(?:
        role-?play\w*|e?rp (?:model|models|setup|rig|sessions?|finetunes?|use|chats?|box|server|backend)|
        for e?rp\b|silly ?tavern|creative[- ]writing|
        (?:story|fiction|novel|prose|poetry)[- ](?:
          telling|writing|writer|model|models|finetunes?|generation|work|engine|machine
        )|story-?telling|story-?teller|interactive fiction|fan ?fiction|text adventures?|
        character (?:cards?|chats?|ai)|world-?building|(?:dungeon|game) master|
        d ?& ?d (?:campaign|sessions?|game)|narrator|
        my (?:\w+ )?(?:novel|stories|story|book|characters|campaign|(?:text )?adventure)|
        writ(?:e|es|ing) (?:fantasy|fiction|novels?|stories|poems?|poetry|lyrics|scenes|a novel)|
        rollenspiel\w*|jeux? de rôle|juegos? de rol|bedtime stories
      )\b|角色扮演|写小说|跑团|酒馆|ロールプレイ|小説
    `,
    topic: regex("gi")`
      \b(?:
        rp|fiction|stories|(?<!\b(?:another|different|same|whole|other|full|old) )story|(?<!\bedit(?:s|ing)? (?:a |my |the |our )?)novels?|prose|poetry|poems?|
        lyrics|screenplays?|uncensored|creative (?:stuff|work|tasks|use)|fantasy
      )\b
    `,
    yields: ["translation"],
  },
  ...MATERIAL_CUES,
];
