extension NameList.BuiltIn {
    /// Start-ups and technology companies, one per line.
    package static let companiesText = #"""
        10x Genomics
        1Password
        23andMe
        37signals
        Abridge
        Acer
        Activision
        Adobe
        Adyen
        AeroFarms
        Affirm
        Afterpay
        Ahrefs
        AI21 Labs
        Airbnb
        Airbyte
        Airtable
        Airwallex
        Akamai
        Aleph Alpha
        Algolia
        Alibaba
        Allbirds
        Allegro
        AllTrails
        Amazon
        AMD
        Amgen
        Amplitude
        Anaplan
        Andela
        Anduril
        AngelList
        Anker
        Ant Group
        Anthropic
        Apple
        Applied Materials
        AppLovin
        AppsFlyer
        Arduino
        Argo AI
        Arm
        Asana
        ASML
        ASOS
        ASUS
        Atari
        athenahealth
        Atlassian
        Auth0
        Autodesk
        Automattic
        Avast
        Baidu
        BambooHR
        Bambu Lab
        Bandai Namco
        Bandcamp
        Bang & Olufsen
        Basecamp
        Benchling
        Bending Spoons
        BeReal
        Bethesda
        Betterment
        Beyond Meat
        BigCommerce
        Bilibili
        Binance
        Biogen
        BioNTech
        BioWare
        Bitbucket
        Bitdefender
        Bitly
        Bitpanda
        Bitso
        Bitstamp
        Bitwarden
        bKash
        BlaBlaCar
        Black Forest Labs
        BlackBerry
        Blinkit
        Blizzard
        Blue Apron
        Blue Origin
        boAt
        Bolt
        Booking.com
        Boom Supersonic
        Boston Dynamics
        Bowery Farming
        Box
        Brave
        Braze
        Brex
        Broadcom
        BrowserStack
        Buffer
        Bugcrowd
        Buildkite
        Bukalapak
        Bumble
        Bungie
        BuzzFeed
        BYD
        BYJU'S
        ByteDance
        C3.ai
        Cabify
        Calendly
        Calm
        Cameo
        Canonical
        Canva
        Capcom
        Careem
        Carousell
        Carta
        Carvana
        Casper
        CATL
        Cazoo
        CCP Games
        CD Projekt
        Cellebrite
        Celonis
        Cerebras
        Cerner
        Chainalysis
        Character.AI
        ChargePoint
        Check Point
        Checkout.com
        Checkr
        Chegg
        Chewy
        Chime
        Chipper Cash
        CircleCI
        Cisco
        Citrix
        Citymapper
        Clarifai
        ClassPass
        ClickHouse
        ClickUp
        Climeworks
        Cloudflare
        Clover Health
        Clubhouse
        Cockroach Labs
        Coda
        Codecademy
        Cognition
        Cohere
        Cohesity
        Coinbase
        Commonwealth Fusion Systems
        Confluent
        CoreWeave
        Corsair
        Couchsurfing
        Coupa
        Coupang
        Coursera
        Craigslist
        Cray
        CRED
        Credit Karma
        CRISPR Therapeutics
        Criteo
        CrowdStrike
        Cruise
        Crunchbase
        Crunchyroll
        Crusoe
        Crytek
        CyberArk
        D-Wave
        Dailymotion
        Darktrace
        Dashlane
        Dassault Systèmes
        Databricks
        Datadog
        Dataiku
        DataRobot
        dbt Labs
        Deel
        DeepL
        DeepSeek
        Deezer
        Deliveroo
        Delivery Hero
        Dell
        Deno
        Depop
        Descript
        DeviantArt
        Dexcom
        Digg
        DigitalOcean
        Discord
        Discourse
        Disqus
        DJI
        Docker
        Doctolib
        Doist
        DoorDash
        DraftKings
        Dream11
        Dribbble
        Dropbox
        DuckDuckGo
        Duolingo
        Dynatrace
        Dyson
        eBay
        Ecosia
        edX
        eero
        Elastic
        Electronic Arts
        ElevenLabs
        Epic Games
        Epic Systems
        Ericsson
        Espressif
        eToro
        Etsy
        Eventbrite
        Everlane
        Evernote
        Expedia
        Expensify
        F-Secure
        Fairphone
        FanDuel
        FANUC
        Faraday Future
        Farfetch
        Fastly
        Feedly
        Figma
        Fireblocks
        Firefly Aerospace
        Fitbit
        Fiverr
        Fivetran
        Flatiron Health
        Flexport
        Flickr
        Flipboard
        Flipkart
        FlixBus
        Flutterwave
        Fly.io
        Formlabs
        Fortinet
        Foursquare
        Foxconn
        Framework
        freee
        FreshBooks
        Freshworks
        Friendster
        FromSoftware
        Funding Circle
        Garmin
        Gemini
        Genentech
        Getir
        GetYourGuide
        Gilead
        Ginkgo Bioworks
        GitHub
        GitLab
        Glean
        GlobalFoundries
        Glossier
        Glovo
        Glowforge
        GoCardless
        GoFundMe
        Gojek
        Gong
        GoodRx
        Google
        GoPro
        Gopuff
        Gorillas
        Grab
        Grafana Labs
        Grammarly
        Graphcore
        Greenhouse
        Groq
        Groupon
        Groww
        Grubhub
        Gumroad
        Gusto
        Harry's
        HashiCorp
        Hasselblad
        Headspace
        Helion
        Hello Games
        HelloFresh
        Helsing
        Heroku
        Hetzner
        Hinge Health
        Hipmunk
        Honeycomb
        Hootsuite
        Hostinger
        Houzz
        HP
        HTC
        Huawei
        HubSpot
        Hugging Face
        Hulu
        IBM
        ICEYE
        id Software
        iFood
        IFTTT
        Illumina
        Impossible Foods
        Indeed
        Indiegogo
        Infineon
        Inflection AI
        Infosys
        Insilico Medicine
        Insomniac Games
        Instacart
        Instagram
        Instructure
        Intel
        Intercom
        Intuit
        Intuitive Surgical
        InVision
        IonQ
        iRobot
        ironSource
        Jawbone
        JD.com
        JetBrains
        JFrog
        Jio
        Joby Aviation
        Juicero
        Jumia
        Just Eat
        Justin.tv
        Kabbage
        Kahoot!
        Kakao
        Kalshi
        Kaspersky
        Kavak
        Kickstarter
        Kiwi.com
        Klarna
        Klaviyo
        Klook
        Kraken
        Kuaishou
        Kuda
        KUKA
        Lam Research
        LangChain
        Larian Studios
        Last.fm
        LastPass
        LaunchDarkly
        Lazada
        Ledger
        LegalZoom
        Lemonade
        LendingClub
        Lenovo
        Lenskart
        LG
        Li Auto
        Lilium
        LinkedIn
        Linktree
        Linode
        LivingSocial
        Logitech
        Looker
        Loom
        Lovable
        Lucid Motors
        Luminar
        Lyft
        M-KOPA
        Magic Leap
        Mailchimp
        MakeMyTrip
        MakerBot
        Mapbox
        Marqeta
        Marvell
        MasterClass
        Medium
        Meesho
        Meetup
        Meituan
        Mellanox
        Mercado Libre
        Mercari
        Mercury
        Meta
        Micron
        Microsoft
        Midjourney
        miHoYo
        Miro
        Mistral AI
        Mixpanel
        Mobike
        Mobileye
        Moderna
        Mojang
        Mollie
        monday.com
        MongoDB
        Monzo
        Moonshot AI
        Moovit
        MyFitnessPal
        Myntra
        Myspace
        N26
        Napster
        Naughty Dog
        Navan
        Neo4j
        Nest
        NetApp
        NetEase
        Netflix
        Netlify
        Netscape
        Neuralink
        New Relic
        Nexon
        Nextdoor
        ngrok
        Niantic
        Nintendo
        NIO
        Nokia
        Noom
        Northvolt
        Nothing
        Notion
        Novo Nordisk
        Nubank
        Nuro
        NuScale
        Nutanix
        NVIDIA
        NXP
        Nykaa
        Oatly
        Ocado
        Octopus Energy
        Oculus
        Odoo
        OkCupid
        Oklo
        Okta
        Ola Electric
        Omio
        One Medical
        OnePlus
        OneWeb
        OpenAI
        Opendoor
        OpenSea
        Opera
        Optimizely
        Oracle
        Oscar Health
        Otter.ai
        Oura
        OVHcloud
        Oxford Nanopore
        Oxide Computer
        Ozon
        Paddle
        PagerDuty
        Palantir
        Palo Alto Networks
        Panasonic
        Pandora
        Paradox Interactive
        Patreon
        Payoneer
        PayPal
        Paystack
        Paytm
        Pebble
        Peloton
        Perplexity
        Personio
        Pets.com
        Philips
        PhonePe
        Physical Intelligence
        PicPay
        Pinduoduo
        Pine Labs
        Pinecone
        Pinterest
        Pipedrive
        Plaid
        PlanetScale
        Pleo
        Plex
        Polestar
        Polymarket
        Pony.ai
        Poshmark
        PostHog
        Postman
        Postmates
        Prezi
        Priceline
        Procore
        Product Hunt
        Proofpoint
        Proton
        Prusa Research
        PsiQuantum
        Pulumi
        Pure Storage
        Qobuz
        Qualcomm
        Qualtrics
        QuantumScape
        Quibi
        QuintoAndar
        Quizlet
        Quora
        Rackspace
        Rakuten
        Ramp
        Rapid7
        Rappi
        Raspberry Pi
        Raycast
        Razer
        Razorpay
        Red Hat
        Reddit
        Redfin
        Redis
        Redwood Materials
        Regeneron
        Relativity Space
        reMarkable
        Remitly
        Renesas
        Rent the Runway
        Replit
        Retool
        Revolut
        Rigetti
        Rimac
        RingCentral
        Riot Games
        Ripple
        Rippling
        Rivian
        Robinhood
        Roblox
        Rocket Lab
        Rockstar Games
        Roku
        Rothy's
        Rovio
        Rubrik
        Safe Superintelligence
        Sakana AI
        Salesforce
        SambaNova
        Samsara
        Samsung
        SanDisk
        SAP
        Scale AI
        Scribd
        Seagate
        SeatGeek
        Semrush
        SenseTime
        SentinelOne
        Sentry
        ServiceNow
        ServiceTitan
        Shazam
        Shield AI
        Shopee
        Shopify
        Shutterfly
        Shutterstock
        Siemens
        Sierra Space
        Silicon Graphics
        SK hynix
        Skillshare
        Sky Mavis
        Skydio
        Skype
        Skyscanner
        Slack
        Smartsheet
        Snap
        Snapdeal
        Snowflake
        Snyk
        SoFi
        SoftBank
        SolarCity
        SolarEdge
        Sonos
        Sony
        Sophos
        Sorare
        SoundCloud
        SoundHound
        Sourcegraph
        SpaceX
        Splunk
        Spotify
        Square
        Square Enix
        Squarespace
        Stability AI
        Stack Overflow
        Starling Bank
        Starship Technologies
        Stitch Fix
        STMicroelectronics
        StockX
        Strava
        Stripe
        StubHub
        StumbleUpon
        Substack
        Sumo Logic
        Sun Microsystems
        Sunrun
        Supabase
        Supercell
        Supergiant Games
        SurveyMonkey
        SUSE
        Swiggy
        Sword Health
        Synopsys
        Synthesia
        Tableau
        Tailscale
        Take-Two
        Talkdesk
        TaskRabbit
        TeamViewer
        Teenage Engineering
        Teladoc
        Telegram
        Tencent
        Tenstorrent
        TerraPower
        Tesla
        Texas Instruments
        thatgamecompany
        Theranos
        Thumbtack
        TikTok
        Tinder
        Toast
        Together AI
        Tokopedia
        Too Good To Go
        Trade Republic
        Traveloka
        Trello
        Tripadvisor
        trivago
        Truecaller
        Trustpilot
        TSMC
        Tumblr
        Turo
        Twilio
        Twitch
        Typeform
        Ualá
        Uber
        Ubiquiti
        Ubisoft
        Udacity
        Udemy
        UiPath
        Unitree
        Unity
        Unsplash
        Upstart
        Upwork
        Urban Company
        Valve
        VanMoof
        Veeam
        Venmo
        Vercel
        Verily
        Verkada
        Viber
        Vimeo
        VinFast
        Vinted
        Virgin Galactic
        VMware
        Volocopter
        VSCO
        Warby Parker
        Wattpad
        Wayfair
        Waymo
        Wayve
        Waze
        Wealthfront
        Webflow
        Webvan
        Weebly
        Weights & Biases
        WeRide
        Western Digital
        WeTransfer
        WeWork
        WhatsApp
        Wipro
        Wise
        Wix
        Wiz
        Wolt
        Workday
        X-energy
        xAI
        Xero
        Xiaomi
        Xilinx
        Y Combinator
        Yahoo
        Yandex
        Yelp
        YouTube
        Zalando
        Zapier
        Zappos
        Zendesk
        Zenefits
        Zillow
        Zipcar
        Zipline
        ZipRecruiter
        Zoho
        Zomato
        Zoom
        Zoox
        Zscaler
        Zynga
        """#
}
