extension NameList.BuiltIn {
    /// Invented bands, one per line.
    package static let bandsText = #"""
        Abandoned Ferry
        Absent Lanterns
        Acorn Cathedral
        Admiral Teacup
        Aerial Gardeners
        Aftermath Parade
        Ages of Copper
        Alabaster Engine
        Alarm Clock Saints
        All the Quiet Horses
        Almanac Thieves
        Amber Freight
        Ambulance Choir
        Anchor Street Revival
        Ancient Telephones
        Animal Ledger
        Annual Rainfall
        Anthem for Moths
        Antler Committee
        Apricot Static
        April Machinery
        Aquarium Riot
        Arctic Postman
        Ashtray Opera
        Asphalt Lullaby
        Astronaut Laundry
        Atlas Underwater
        Attic Weather
        Auburn Satellites
        Autumn Bureau
        Avalanche Etiquette
        Awkward Comets
        Backseat Philosophers
        Bad Cartography
        Badger Parliament
        Balcony Ghosts
        Ballroom Wolves
        Bandit Librarians
        Barefoot Admirals
        Barometer Blues
        Basement Cathedral
        Battery Garden
        Beacon Hour
        Beasts of the Harbor
        Beekeeper Society
        Bells for Ivan
        Bent Antenna
        Better Than Gravel
        Bicycle Monarchs
        Big Thunder Picnic
        Birch Telegraph
        Bird Tax
        Bitter Almond Choir
        Black Orchard Fire
        Blanket Fort Rebels
        Bleak Carousel
        Blind Gardeners
        Blizzard Catalog
        Blood Orange Militia
        Blue Kitchen Riot
        Blunt Feathers
        Bone Accordion
        Bonfire Accountants
        Bottle Green Sky
        Boulevard of Foxes
        Boxcar Prophets
        Bramble and the Kings
        Bread and Voltage
        Brick Lane Sparrows
        Bright Quarry
        Broken Escalators
        Bronze Ditch
        Brother Lantern
        Bruised Harmonium
        Buckle & Thorn
        Buffalo Stairwell
        Bureau of Storms
        Burning Tollbooth
        Butterfly Foundry
        Cabbage Moon
        Cactus Funeral
        Canary Voltage
        Candle Tax
        Candlelit Machines
        Captain Static
        Cardboard Empire
        Carnival Debt
        Carpet Burn Society
        Cartoon Funeral
        Castle Plumbing
        Cathode Ravens
        Caution: Wet Paint
        Cedar Machine
        Ceiling Wolves
        Cellar Kings
        Cement Swan
        Chalk Horizon
        Chalk Outline Waltz
        Chandelier Thieves
        Charcoal Sunday
        Chimney Birds
        Chrome Pigeons
        Cinder Avenue
        Circuit Prayer
        Circus Ambulance
        City of Moths
        Clay Telephone
        Clockwork Heron
        Cloud Janitors
        Clover Mechanics
        Coal Ballet
        Coastal Alarm
        Cobalt Wedding
        Coffin Trampoline
        Collapsible Moon
        Comet Widows
        Common Thunder
        Concrete Lilies
        Copper Hymnal
        Coral Engine
        Corduroy Wolves
        Cosmic Haberdasher
        Cottage Fever
        Counterfeit Sun
        Country Dentist
        Courtyard Lions
        Cradle Robots
        Crater Lake Divers
        Crimson Ledger
        Crooked Almanac
        Crow Telegram
        Crowded Lighthouse
        Crystal Dumpster
        Cuckoo Machinery
        Cul-de-Sac Prophets
        Curtain of Bees
        Cutlery Riot
        Damp Cathedral
        Dandelion Artillery
        Dark Umbrella
        Daughters of Static
        Dawn Patrol Choir
        Daylight Burglars
        December Engine
        Delicate Tractors
        Desert Umbrella
        Desk Lamp Heroes
        Devil's Pantry
        Diesel Lullabies
        Digital Haystack
        Dinner for Wolves
        Diplomatic Fire
        Dirt Road Astronomers
        Distant Plumbers
        Dockside Saints
        Dog Day Senate
        Domino Weather
        Double Umbrella
        Downhill Piano
        Dragonfly Motel
        Drifting Pylons
        Drowsy Volcano
        Dry Lightning Club
        Dull Knives
        Dusk Mechanics
        Dust Bowl Disco
        Dusty Observatory
        East of Nowhere Band
        Echo Plumbing
        Egg Timer Rebellion
        Eight Legged Waltz
        Elder Circuits
        Elegant Debris
        Elevator Wolves
        Eleven Broken Clocks
        Ember Parade
        Emergency Violets
        Empty Greenhouse
        Endless Corridor
        Enormous Sparrow
        Envelope Kings
        Escape from Tuesday
        Evening Freight
        Every Other Giant
        Eyelash Factory
        Fable Machines
        Factory Swans
        Faint Thunder
        Falling Pianos
        False Harvest
        Famous Puddles
        Farewell Tractor
        Fast Cathedral
        Feather & Piston
        Feral Accountants
        Ferris Wheel Sermon
        Fever Almanac
        Fiction Hospital
        Field Notes Trio
        Fifth Floor Forest
        Fig Tree Anarchy
        Filament Choir
        Fireproof Daisies
        First Class Ghosts
        Five Cent Oracle
        Flannel Prophets
        Flickering Motel
        Floral Violence
        Fluorescent Wolves
        Fog Committee
        Folding Chair Orchestra
        Footnote Heroes
        Forest Bureau
        Forgotten Umbrellas
        Fortune Teller's Dog
        Fountain Thieves
        Four Wet Matches
        Fox Hospital
        Fragile Bulldozer
        Freight Elevator Jazz
        Friday's Anvil
        Frozen Turnstile
        Furious Teapot
        Furniture Ghosts
        Future Antiques
        Galaxy Janitor
        Garage Cathedral
        Garden Hose Martyrs
        Gasoline Daisies
        Generous Wolves
        Gentle Landslide
        Ghost Referendum
        Ghosts of the Car Park
        Giant Pocketwatch
        Ginger Thunder
        Giraffe Manifesto
        Glacier Hotline
        Glass Tractor
        Glitter Ditch
        Gloomy Picnic
        Glow Worm Senate
        Glue Factory Horses
        Goat Telescope
        Golden Potholes
        Good Night Machine
        Gospel of Rust
        Grand Piano Bonfire
        Granite Butterflies
        Grapefruit Mafia
        Gravel Choir
        Gravity's Cousin
        Gray Confetti
        Grease Pencil Saints
        Great Aunt Static
        Green Room Exile
        Grocery Store Messiah
        Guest Room Ghosts
        Gunpowder Tea Party
        Gutter Constellation
        Hail the Janitor
        Half Past Thunder
        Hallway Sermon
        Halogen Prayer
        Hammer and Violin
        Hand-Me-Down Suns
        Harbor Machine
        Hard Water Town
        Harmonica Tax
        Harvest Alarm
        Hat Trick Widows
        Haunted Vending
        Hawk Dispatch
        Hazel and the Wires
        Headlamp Choir
        Heartland Robots
        Heavy Meadow
        Heirloom Static
        Helium Priests
        Hello Avalanche
        Hereditary Fog
        Hermit Parade
        High Street Wolves
        Hollow Barometer
        Holy Tambourine
        Honest Burglars
        Honey & Asphalt
        Horizon Dentists
        Hornet Lullaby
        Horse Radio
        Hospital Picnic
        Hotel Thunder
        Houseplant Funeral
        Hungry Escalator
        Hurricane Haircut
        Hushed Stampede
        Hydrant Summer
        Ice Cream Verdict
        Icicle Mechanics
        Idle Volcanoes
        Illegal Fireflies
        Imaginary Plumber
        Immaculate Ditch
        Improbable Horses
        Indigo Freight
        Indoor Lightning
        Industrial Lullaby
        Infinite Porch
        Ink & Antlers
        Inland Pirates
        Innocent Machinery
        Insomnia Bakery
        Interstate Choir
        Invisible Tractors
        Island of Chairs
        Itinerant Moons
        Ivory Bulldozer
        Jackrabbit Sermon
        Jam Jar Lightning
        January Fire Sale
        Jaywalking Saints
        Jelly Cathedral
        Jetlag Prophets
        Jigsaw Weather
        Judge and Fury
        Jukebox Orchard
        Junior Thunder
        Juniper Alarm
        Junkyard Ballet
        Kaleidoscope Farm
        Kerosene Sunday
        Kettle Black Army
        Keyhole Giants
        Kid Barometer
        Kindling & Co.
        King of Puddles
        Kitchen Sink Apollo
        Kite Hospital
        Knife Drawer Choir
        Knuckle Waltz
        Laboratory Lambs
        Ladder to Ohio
        Lady Static
        Lake Effect Snowmen
        Laminated Wolves
        Lamplight Burglary
        Landlocked Sailors
        Lantern Bureau
        Last Bus Prophets
        Last Known Meadow
        Laundromat Angels
        Lavender Bulldozer
        Lawnmower Elegy
        Lazy Avalanche
        Leaky Cathedral
        Leather Umbrella
        Left-Handed Weather
        Lemon Parliament
        Leopard Warehouse
        Lifeboat Disco
        Lightbulb Famine
        Lighthouse Divorce
        Lilac Diesel
        Limestone Disco
        Linen Army
        Lions in the Elevator
        Little Foghorn
        Lobby Ferns
        Locksmith's Daughter
        Lonely Asteroid Club
        Long Weekend Ghosts
        Loose Floorboards
        Lost Luggage Choir
        Loud Botany
        Low Ceiling Heroes
        Lucky Drought
        Lukewarm Gods
        Lumber Opera
        Lunar Carpenters
        Lunchbox Revolution
        Machine Meadow
        Magnetic Orchard
        Magpie Insurance
        Mail Order Thunder
        Mango Voltage
        Mannequin Riot
        Marble Raincoat
        March of the Umbrellas
        Marigold Machine
        Market Day Riot
        Marshland Kings
        Martyr Cafeteria
        Mattress Ocean
        Meadow Hospital
        Mechanical Peaches
        Medicine Parade
        Melancholy Forklift
        Melted Trumpets
        Memory of Paint
        Mercury Orchard
        Midnight Carpentry
        Midwinter Circuit
        Mild Apocalypse
        Million Dollar Puddle
        Mineral Waltz
        Miniature Wolves
        Minor Earthquakes
        Mirror Tax
        Misty Turbines
        Mobile Home Messiah
        Model Railway Riot
        Modern Haystack
        Molasses Express
        Monday Volcano
        Monocle Thieves
        Monsoon Library
        Moonlit Forklift
        Moss Cathedral
        Motorcade of Swans
        Mountain Dentist
        Mouse Thunder
        Mud Telescope
        Museum Burglars
        Mustard Sunset
        My Cousin's Avalanche
        My Dear Volcano
        Mystery Casserole
        Nail Polish Riot
        Narrow Cathedral
        National Ditch
        Nearly Horses
        Neighbor's Piano
        Neon Haystack
        Nervous Lighthouse
        Nettle Choir
        Never the Plumber
        New Moon Laundry
        Newspaper Boats
        Night School Wolves
        Nine Kinds of Fog
        No Such Orchard
        Noble Potholes
        Noisy Glaciers
        North of Supper
        Nosebleed Gospel
        Not My Tractor
        November Foundry
        Oak Barrel Static
        Oatmeal Riot
        Obedient Storms
        Oblong Moon
        Obscure Weather
        Ocean Bureau
        October Plumbing
        Odd Socks Orchestra
        Office Wolves
        Old Maps Burning
        Olive Drab Choir
        Onion Skin Prophets
        Open Window Thieves
        Opera for Dogs
        Orange Bureaucracy
        Orbit Café
        Orchard Alarm
        Orderly Riot
        Ordinary Volcano
        Origami Tanks
        Ornamental Wolves
        Orphan Satellites
        Ostrich Ballet
        Our Lady of Static
        Outlaw Gardeners
        Oven Mitt Heroes
        Overcast Kings
        Owl Mechanics
        Oyster Telegraph
        Paisley Thunder
        Pale Forklift
        Panther Picnic
        Paper Anvil
        Paper Lantern Army
        Parachute Sermon
        Parade of Dentists
        Parking Lot Eden
        Parlor Volcano
        Partial Eclipse Club
        Patchwork Wolves
        Patient Machines
        Peach Tree Riot
        Peacock Foundry
        Pebble Opera
        Pedestrian Gods
        Pelican Hotline
        Pending Thunder
        Penny Arcade Ghosts
        Pepper & Flood
        Peppermint Anvil
        Perfect Landslide
        Phantom Lawnmower
        Piano Quarry
        Pickle Jar Prophets
        Picnic at the Foundry
        Pigeon Cathedral
        Pillow Artillery
        Pilot Light Saints
        Pinecone Senate
        Pink Barometer
        Pirate Tax
        Plaid Lightning
        Planet Janitor
        Plastic Orchard Fire
        Playground Verdict
        Plum Detective
        Plywood Galaxy
        Pocket Hurricane
        Poison Teapot
        Polaroid Wolves
        Polite Thunder
        Pollen Army
        Ponderosa Static
        Poor Man's Comet
        Popcorn Funeral
        Porcelain Tractor
        Porch Light Choir
        Portable Ocean
        Potato Eclipse
        Powder Room Riot
        Prairie Machine
        Pretty Good Wolves
        Private Glacier
        Proud Snails
        Provincial Comets
        Pumpkin Hospital
        Punctual Ghosts
        Puppet Weather
        Purple Ambulance
        Quarry Lullaby
        Quicksand Picnic
        Quiet Demolition
        Quilted Thunder
        Quince Machine
        Rabbit Court
        Radiator Hymns
        Radio Orchard
        Raft of Kings
        Railway Daisies
        Rainy Day Cavalry
        Rattle & Fern
        Raven Laundry
        Reckless Librarians
        Red Umbrella Army
        Refrigerator Light
        Reluctant Comets
        Rented Halos
        Retired Pirates
        Reverse Avalanche
        Rhubarb Engine
        Ribbon Factory Fire
        Rice Paper Thunder
        River Full of Chairs
        Roadside Oracle
        Robot Picnic
        Rocket Orchard
        Rodeo Philosophers
        Roof Garden Wolves
        Room Full of Bells
        Rooster Telegraph
        Rose Garden Static
        Rotary Phone Ghosts
        Rubber Cathedral
        Rude Botanist
        Saddle Thunder
        Saffron Diesel
        Sailor's Dentist
        Salt Mine Disco
        Sarcastic Moons
        Satin Bulldozer
        Saturday Glacier
        Sausage Moon
        Sawdust Gospel
        Scarecrow Union
        School Bus Prophets
        Scissor Meadow
        Sea Glass Motel
        Second Hand Thunder
        Secret Plumbing
        Seesaw Funeral
        Senate of Owls
        September Anvil
        Serious Balloons
        Seven Dull Pencils
        Shadow Dentistry
        Shallow Volcano
        Shed Full of Lightning
        Ship of Ladders
        Shoebox Cathedral
        Shopping Cart Elegy
        Shovel Ballet
        Sidewalk Whales
        Silent Tractors
        Silk Anvil
        Silver Ditch
        Six Mile Piano
        Skeleton Picnic
        Sleepwalking Wolves
        Slow Ambulance
        Small Town Comet
        Smokestack Lilies
        Snail Thunder
        Snowplow Sermon
        Soap Opera Bandits
        Sober Pirates
        Sofa Archipelago
        Solar Bakery
        Somebody's Lighthouse
        Sorry Gravity
        Soup Kitchen Stars
        Southbound Moths
        Spare Key Prophets
        Spectacular Gravel
        Spider Laundry
        Spilled Orchestra
        Spoon Cathedral
        Stained Glass Tractor
        Staircase Meadow
        Stapler Romance
        Starling Committee
        Steam Engine Lullaby
        Stone Fruit Riot
        Storm Drain Angels
        Strange Upholstery
        Stray Cathedral
        Streetlight Hymnal
        String and Ember
        Stubborn Planets
        Submarine Picnic
        Suburban Glaciers
        Sudden Haystack
        Sugar Anvil
        Summer of Forks
        Sunday Forklift
        Sunken Trampoline
        Surplus Angels
        Suspicious Ferns
        Swamp Telegraph
        Swan Mechanics
        Swimming Pool Monks
        Tablecloth Ghosts
        Tailor of Storms
        Tangerine Verdict
        Tea Towel Rebellion
        Telegram from Venus
        Telescope Diner
        Ten Ton Feather
        Terrible Picnic
        Thank You Thunder
        The Abacus Boys
        The Accidental Choir
        The Alphabet Wolves
        The Amber Hinges
        The Anxious Gardeners
        The Apple Bureau
        The Badly Drawn Maps
        The Barn Fires
        The Beige Riot
        The Bicycle Clerks
        The Borrowed Coats
        The Broken Turnstiles
        The Cabbage Kings
        The Candle Makers' Union
        The Cardigan Affair
        The Careful Arsonists
        The Chimney Clerks
        The Cloud Inspectors
        The Cold Soup
        The Copper Aunts
        The Crooked Spoons
        The Damp Matches
        The Distant Uncles
        The Dull Lanterns
        The Eager Ghosts
        The Elm Street Glaciers
        The Empty Orchestras
        The Fern Detectives
        The Fire Exit Signs
        The Floating Clerks
        The Foghorn Sisters
        The Forgotten Plumbers
        The Gentle Bulldozers
        The Glass Shovels
        The Goat Senators
        The Half Moons of Ohio
        The Hasty Monks
        The Hollow Pianos
        The Honest Mirrors
        The Humming Wires Club
        The Icy Handshakes
        The Idle Tractors
        The Imperfect Storms
        The Indoor Clouds
        The Invisible Aunts
        The Jam Thieves
        The June Ghosts
        The Kettle Drummers
        The Kitchen Comets
        The Lamp Oil Kings
        The Lemon Wolves
        The Library Fines
        The Long Shadows of Lunch
        The Lukewarm Teas
        The Mild Winters
        The Milk Riots
        The Minor Prophets of Rain
        The Moth Collectors
        The Muddy Astronauts
        The Narrow Doors
        The Nervous Accordions
        The Oak Ladders
        The Odd Lanterns
        The Ordinary Horses
        The Parcel Thieves
        The Patient Volcanoes
        The Peculiar Weather
        The Pencil Stubs
        The Plaster Saints Parade
        The Polite Bandits
        The Potting Sheds
        The Puddle Kings
        The Quiet Tractors
        The Quilt Makers
        The Radiator Saints
        The Railway Aunts
        The Rainy Accountants
        The Reluctant Giants
        The Rented Moons
        The Rusty Halos
        The Salt Clerks
        The Shy Magicians
        The Silent Alarms Choir
        The Sleepy Furnace
        The Soft Anvils
        The Stolen Teaspoons
        The Stray Umbrellas
        The Sunday Locksmiths
        The Tall Hedges
        The Thirsty Ferns
        The Thursday Wolves
        The Tin Cathedrals
        The Tired Magnets
        The Turnip Lanterns
        The Umbrella Thieves
        The Unpaid Oracles
        The Velvet Ladders
        The Violet Ambulance
        The Wallpaper Saints
        The Weather Clerks
        The Whispering Forklifts
        The Window Washers' Ball
        The Winter Plums
        The Wooden Clouds
        The Yawning Lions
        Theater of Crumbs
        Thimble Army
        Third Rail Picnic
        Thirsty Cathedral
        Thirteen Ladders
        This Old Comet
        Thistle Mechanics
        Thorn Hospital
        Three Legged Moon
        Thrift Store Prophet
        Thunder Haberdashery
        Ticket Stub Romance
        Tidal Bakery
        Tiger Insurance
        Timber Lullaby
        Tin Roof Sermon
        Tiny Avalanche
        Toaster Elegy
        Tobacco Moon
        Tollbooth Romance
        Tomato Verdict
        Tomorrow's Gravel
        Topiary Riot
        Tornado Etiquette
        Tortoise Cavalry
        Town Without Spoons
        Tractor Beam Lullaby
        Traffic Cone Kings
        Train of Thoughtless
        Trampled Marigolds
        Transistor Orchard
        Trapdoor Picnic
        Traveling Fog
        Treetop Foundry
        Trembling Forklift
        Tropical Accountants
        Trumpet Famine
        Tuba Lightning
        Tugboat Elegy
        Tulip Machinery
        Tumbleweed Bureau
        Tundra Disco
        Tunnel of Ferns
        Turbine Hymn
        Turnip Moon
        Turquoise Alarm
        Tuxedo Avalanche
        Twilight Plumbers
        Two Dollar Eclipse
        Typewriter Wolves
        Umbrella Season
        Unclaimed Baggage Choir
        Uncle Volcano
        Underground Picnic
        Uneven Moons
        Unfinished Staircase
        Unfriendly Ferns
        Union of Ghosts
        Unlikely Sailors
        Unlit Candelabra
        Upholstered Thunder
        Upside Down Harbor
        Urban Beekeeper
        Useless Satellites
        Vacant Carousel
        Vacuum Cleaner Blues
        Vagabond Senate
        Valley of Lamps
        Vanilla Bulldozer
        Vanishing Porch
        Vegetable Lightning
        Velvet Forklift
        Vending Machine Saints
        Vertical Picnic
        Vicar's Motorbike
        Villains of the Garden
        Vinegar Moon
        Vintage Avalanche
        Violet Bureaucracy
        Virtual Haystack
        Volcano Etiquette
        Volunteer Ghosts
        Waffle Iron Prophets
        Waiting Room Riot
        Walnut Telephone
        Waltz for Plumbers
        Wandering Sofas
        Wardrobe Malady
        Warehouse Swans
        Warm Glacier
        Wasp Lullaby
        Water Tower Choir
        Watercolor Riot
        Wax Tractor
        Wayward Lanterns
        Weather Permitting Club
        Weekend Volcano
        Well-Read Wolves
        Whale Insurance
        Wheelbarrow Gospel
        Where the Clocks Sleep
        Whiskey Barometer
        Whispering Quarry
        White Noise Farmers
        Wicker Cathedral
        Widow's Tractor
        Wild Geometry
        Willow Machine
        Wind-Up Prophets
        Window Seat Heroes
        Winter Coat Mafia
        Wire Fence Choir
        Wisteria Riot
        Wolf Accountant
        Wolves of Tuesday
        Wooden Lightning
        Wool Factory Fire
        World's Smallest Flood
        Wrecking Ball Ballet
        Wrong Harbor
        Yard Sale Messiah
        Yarn Bandits
        Yawning Cathedral
        Yellow Foghorn
        Yesterday's Ladder
        Yonder Machine
        Young Glaciers
        Zebra Hospital
        Zeppelin Laundry
        Zero Umbrella
        Zigzag Funeral
        Zinc Lullaby
        Zodiac Plumbers
        Zoo for Ghosts
        """#
}
