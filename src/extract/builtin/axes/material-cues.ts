/** The phrases by which practitioners say that a setup works on documents, images, speech or other languages. Data only. */
import type { UseCase } from "../../../record/axes.ts";
import { regex } from "../../../record/regex.ts";
import type { Cue } from "./cue.ts";

export const MATERIAL_CUES: readonly Cue<UseCase>[] = [
  {
    value: "extraction",
    plain: regex("gi")`
      \b(?:
        (?:
          classif(?:y|ies|ying)|tag(?:s|ging)?|label(?:s|l?ing)?|categori[sz](?:e|es|ing)|sort(?:s|ing)?|
          pars(?:e|es|ing)|annotat(?:e|es|ing)|scor(?:e|es|ing)|filter(?:s|ing)?|triag(?:e|es|ing)|
          enrich(?:es|ing)?|clean(?:s|ing)? up|dedupe?s?
        ) (?:
          my |our |the |all |incoming |every |of |new |about |[\d,.]{1,9}[km]? |million |thousand |each |
          support |customer |product |street[ ]
        ){0,5}(?:[a-z-]{3,14} )?(?:
          tickets?|mails?|e-?mails?|documents?|docs|invoices?|receipts?|reviews?|articles|records?|rows|
          posts|comments|messages|logs|transactions|products?|listings|titles|papers|abstracts|images|
          photos|files|texts?|news|jobs|job ads|resumes|cvs|leads|datasets?|corpus|feedback|names|
          addresses
        )|
        (?:label|tag|category|class|score)s? (?:on|for|to) (?:each|every|all|our|my|the|\d)[^.\n]{0,30}\b(?:
          tickets?|mails?|e-?mails?|documents?|reviews?|articles|records?|rows|posts|comments|messages|
          products?|listings
        )|(?:sentiment|category|topic|intent)(?: and \w+)? (?:tags?|labels?|analysis|classification)|
        (?:data|information|entity|field|json|invoice|keyword|metadata|relation|structured|document|text)[ ]
        extraction|
        (?:extract(?:s|ing)?|pull(?:s|ing)?|reads?|reading|fish(?:es)?|gets?) (?:
          of |the |all |\d{1,6} |structured |key |out |amount,? |date,? |name,? |and[ ]
        ){0,5}(?:
          fields|data|entities|json|tables|facts|values|metadata|figures|amounts?|dates?|line items|
          totals?|supplier\w*
        )\b(?: and \w+)? (?:out of|from|of|in|off)\b|
        extract(?:s|ing) (?:of |the |all |structured |key ){0,3}(?:
          fields|data|entities|json|tables|facts|values|metadata|information|figures|names|dates|keywords|
          line items
        )|(?:data|document) (?:processing|labell?ing|annotation|cleaning|cleansing|enrichment)|
        batch (?:
          classification|processing|jobs?|extraction|labell?ing|inference|scoring|pipeline|workloads?|work
        )|
        (?:ticket|e-?mail|document|text|log|image|sentiment|intent)[ ]
        (?:classification|triage|tagging|routing|classifier)|
        (?:into|to) (?:json|csv|structured \w+|a spreadsheet|database rows)\b(?! (?:mode|schema|format))|
        (?:pars|digiti[sz])(?:es|ing) (?:[\w.,-]{1,14} ){0,3}(?:
          statements|notes|forms|slips|bills|orders|certificates|records
        )|
        reads? (?:[\w-]{2,12},? ){1,5}(?:from|off|out of) (?:each|every|the|all) (?:
          pages?|scans?|notes?|forms?|receipts?|invoices?|documents?
        )|
        (?:pulls?|extracts?|picks?) (?:[\w-]{2,14},? ){1,5}(?:from|out of|off)[ ]
        (?:each|every|the|all|those|incoming)|
        sortiert (?:\w+ ){1,3}(?:mails|e-mails|belege|rechnungen|dokumente)|synthetic data|
        dataset (?:generation|creation|curation)|(?:field|extraction) accuracy|extracci[óo]n de|
        extraktion|klassifi[zk]\w+
      )\b|打标|信息抽取|批量(?:处理|分类)|数据(?:清洗|标注)
    `,
    topic: regex("gi")`
      \b(?:
        classification|extraction|tagging|label(?:l?ing)|data processing|structured outputs?|
        entit(?:y|ies)|triage|paperwork|etl|ner\b
      )\b
    `,
    object: /\b(?:invoices?|tickets|listings|bank statements)\b/gi,
  },
  {
    value: "vision",
    plain: regex("gi")`
      \b(?:
        ocr(?:s|ing)?\b(?! quality)|docvqa|
        (?:image|photo|video|screenshot|picture|frame|camera)[- ](?:
          captioning|captions?|tagging|understanding|descriptions?|analysis|recognition|classification|
          search|q ?& ?a
        )|
        (?:caption|describ|tagg?|read|analy[sz]|look|sort|watch)(?:e|es|s|ing)? (?:
          at |through |off |in |my |our |the |all |every |what |old |scanned |\d{1,6}[ ]
        ){0,4}(?:
          images?|photos?|photographs|pictures?|screenshots?|frames|receipts|scans|camera\w*|charts|
          diagrams|meter|digits|handwrit\w+|number plates|licen[cs]e plates
        )|(?:what|whatever) (?:the |our |my )(?:[a-z-]{2,14} ){0,2}cam(?:era)?s? (?:sees?|saw|shows?)|
        frames (?:of|from) (?:the|my|our|a)|
        (?:security|door(?:bell)?|cctv|ip|surveillance|trail|nest-?box|driveway|baby|wildlife|garden) cam
        (?:era)?s?|frigate|visual (?:question answering|qa|rag|inspection|grounding)|
        scanned (?:pages|pdfs?|documents|invoices|forms|letters|books)|document scans|
        document understanding|
        vision (?:tasks?|work|use|workloads?|language|box|pipeline|server|endpoint)|
        vision model(?=,| (?:for|on|at|that|in))|vlm (?:for|server|box|pipeline)|
        image (?:input|inputs) (?:for|works)|looks at (?:the|my|our|every|each) [a-z]+|
        reads? (?:[\w-]{2,12},? ){1,5}(?:from|off|out of) (?:each|every|the|all) (?:
          pages?|scans?|photos?|images?|pictures?|receipts?|labels?
        )|(?:scans?|photographs?) (?:\w+ ){0,3}(?:notes|forms|pages|receipts|letters|plates)|
        watches (?:the|my|our) (?:
          street|doors?|drive\w*|yard|garden|cats?|dogs?|birds?|hens|chickens?|baby|print\w*|feeder|gate|
          cam\w*
        )|transcrib\w+ [^.\n]{0,30}(?:handwrit\w+|registers?|scans|pages|letters|manuscripts)|
        computer[- ]use|robot(?:ics|s)? (?:vision|arm)|reads? (?:the )?(?:digits|meter|labels|plates)
      )\b|识图|看图|图片(?:识别|理解)
    `,
    topic: /\b(?:vision|screenshots?|ocr|multimodal|visual)\b/gi,
    object: /\b(?:images?|photos?|pictures?|screenshots?|scans|receipts?|camera\w*|videos?|handwrit\w+)\b/gi,
  },
  {
    value: "voice",
    plain: regex("gi")`
      \b(?:
        voice[- ](?:
          assistants?|agents?|chat|control|satellites?|pipeline|bots?|loop|interface|mode|commands?|box|
          server|stack|backend|use|calls?|conversations?
        )|speech[- ]to[- ](?:text|speech)|text[- ]to[- ]speech|
        (?:i|we|you|he|she|kids|wife|can|to|just|by) (?:talk|speak|talking|speaking) (?:to|with)[ ]
        (?:it|my|the|her|him)\b|wyoming|wake ?word|smart speaker|phone (?:bot|calls?|agent)|
        transcrib(?:e|es|ing)\b(?![^.\n]{0,30}(?:handwrit|register|scan|letter|manuscript|\bpages?\b))|
        does the (?:talking|speaking|listening)|
        (?<!\bi )(?:answers?|asks?|says?|repl(?:y|ies)|speaks?|reads?) [^.\n]{0,30}(?:out loud|aloud)|
        sprachassistent\w*|assistente? vocal\w*|asistente de voz|alexa (?:replacement|clone)|
        replac(?:es?|ed|ing|ement) (?:for )?(?:my |our |the |two |three |both |all )?(?:old )?(?:amazon )?(?:
          alexas?|siri|google (?:home|nest)|echos?\b|echo (?:dots?|shows?)|homepods?
        )
      )\b|语音助手|语音(?:识别|对话)
    `,
    topic: /\b(?:voice|speech|transcription|tts|stt|asr|spoken|dictation|assist pipeline)\b/gi,
  },
  {
    value: "translation",
    plain: regex("gi")`
      \b(?:
        translat(?:es?|ing) (?:
          my |our |the |all |from |into |whole |chinese |japanese |korean |german |french |english |
          light |web |user |product |customer |every |old |\d{1,6}[ ]
        ){0,4}(?:
          books?|novels?|documents?|docs|texts?|subtitles?|manga|e-?mails?|articles|pages|tickets|manuals|
          games?|visual novels?|papers|strings|comments|messages|letters|files|posts|english|german|
          french|japanese|chinese|spanish
        )|(?:pocket|personal|live|travel) interpreter|
        translation (?:box|server|model|work|pipeline|backend|service|jobs?|workloads?|tasks?|engine|use)|
        machine translation|subtitle translation|
        (?:local|offline|private|live|my|our) (?:deepl|translator|translation)|
        (?:french|german|english|spanish|italian|japanese|chinese|korean|russian|portuguese|dutch|polish)[ ]
        (?:to|into|->|→) (?:
          french|german|english|spanish|italian|japanese|chinese|korean|russian|portuguese|dutch|polish
        )|tradui[ts]e?n?t? (?:mes|nos|les|des)|traduce (?:mis|nuestros|los|las)|zum übersetzen|traduire|
        traducir
      )\b|übersetz(?:t (?:uns|mir|unsere?\w{0,2}|meine?\w{0,2}|die|den|das|alle)\b|ung(?:en)?\b)|翻译|翻訳
    `,
    topic:
      /\b(?:translation|translating|translations|subtitles|localization|traduc\w+|traduction)\b|übersetz\w+/gi,
  },
];
