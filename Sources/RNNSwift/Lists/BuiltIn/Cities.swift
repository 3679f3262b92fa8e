extension NameList.BuiltIn {
    /// Cities and towns of the world and their countries: in the spelling of the country where it writes with Latin
    /// letters, otherwise in the usual English transcription.
    package static let citiesText = #"""
        name,country
        A Coruña,Spain
        Aabenraa,Denmark
        Aachen,Germany
        Aalborg,Denmark
        Aalst,Belgium
        Äänekoski,Finland
        Aarau,Switzerland
        Aarhus,Denmark
        Aarschot,Belgium
        Aba,Nigeria
        Abadan,Iran
        Abakaliki,Nigeria
        Abakan,Russia
        Abancay,Peru
        Abarkuh,Iran
        Abbotsford,Canada
        Abbottabad,Pakistan
        Abéché,Chad
        Abengourou,Côte d'Ivoire
        Abeokuta,Nigeria
        Aberdeen,United Kingdom
        Aberystwyth,United Kingdom
        Abha,Saudi Arabia
        Abidjan,Côte d'Ivoire
        Abilene,United States
        Aboisso,Côte d'Ivoire
        Abomey,Benin
        Abomey-Calavi,Benin
        Abong-Mbang,Cameroon
        Abovyan,Armenia
        Abrantes,Portugal
        Abu Dhabi,United Arab Emirates
        Abu Hamad,Sudan
        Abu Kabir,Egypt
        Abuja,Nigeria
        Acapulco,Mexico
        Acarigua,Venezuela
        Accra,Ghana
        Achacachi,Bolivia
        Acre,Israel
        Ad-Damazin,Sudan
        Adama,Ethiopia
        Adana,Turkey
        Adapazarı,Turkey
        Addis Ababa,Ethiopia
        Adelaide,Australia
        Aden,Yemen
        Adi Keyh,Eritrea
        Adigrat,Ethiopia
        Adıyaman,Turkey
        Adjumani,Uganda
        Ado Ekiti,Nigeria
        Adrar,Algeria
        Adwa,Ethiopia
        Adzopé,Côte d'Ivoire
        Aflao,Ghana
        Afrin,Syria
        Afula,Israel
        Afyonkarahisar,Turkey
        Agadez,Niger
        Agadir,Morocco
        Agartala,India
        Agboville,Côte d'Ivoire
        Ağdam,Azerbaijan
        Agen,France
        Agios Nikolaos,Greece
        Agordat,Eritrea
        Agra,India
        Ağrı,Turkey
        Agrigento,Italy
        Agrinio,Greece
        Aguachica,Colombia
        Aguadulce,Panama
        Agualva-Cacém,Portugal
        Aguascalientes,Mexico
        Ahmedabad,India
        Ahmednagar,India
        Ahuachapán,El Salvador
        Ahvaz,Iran
        Aigio,Greece
        Aïn Témouchent,Algeria
        Aiud,Romania
        Aix-en-Provence,France
        Aizawl,India
        Aizkraukle,Latvia
        Aizpute,Latvia
        Ajaccio,France
        Ajdabiya,Libya
        Ajdovščina,Slovenia
        Ajka,Hungary
        Ajloun,Jordan
        Ajman,United Arab Emirates
        Ajmer,India
        Akaa,Finland
        Akaroa,New Zealand
        Akashi,Japan
        Akhaltsikhe,Georgia
        Akhmim,Egypt
        Akita,Japan
        Akosombo,Ghana
        Akranes,Iceland
        Akron,United States
        Aksaray,Turkey
        Aksu,Kazakhstan
        Aktau,Kazakhstan
        Aktobe,Kazakhstan
        Akure,Nigeria
        Akureyri,Iceland
        Al Ain,United Arab Emirates
        Al Hoceïma,Morocco
        Al Qadarif,Sudan
        Al-Bab,Syria
        Al-Bahah,Saudi Arabia
        Al-Fashir,Sudan
        Al-Hasakah,Syria
        Al-Hofuf,Saudi Arabia
        Al-Kharj,Saudi Arabia
        Al-Majma'ah,Saudi Arabia
        Al-Ula,Saudi Arabia
        Alajuela,Costa Rica
        Alanya,Turkey
        Alappuzha,India
        Alaverdi,Armenia
        Alba Iulia,Romania
        Albacete,Spain
        Albany,Australia
        Albi,France
        Albina,Suriname
        Albufeira,Portugal
        Albuquerque,United States
        Albury,Australia
        Alcalá de Henares,Spain
        Alcobaça,Portugal
        Alcorcón,Spain
        Aleg,Mauritania
        Aleksinac,Serbia
        Aleppo,Syria
        Alessandria,Italy
        Ålesund,Norway
        Alexandra,New Zealand
        Alexandria,Egypt
        Alexandria,Romania
        Alexandroupoli,Greece
        Aley,Lebanon
        Algeciras,Spain
        Alger,Algeria
        Alghero,Italy
        Alicante,Spain
        Alice Springs,Australia
        Aligarh,India
        Alingsås,Sweden
        Aliwal North,South Africa
        Alkmaar,Netherlands
        Allada,Benin
        Allentown,United States
        Allschwil,Switzerland
        Almada,Portugal
        Almaty,Kazakhstan
        Almere,Netherlands
        Almería,Spain
        Alor Setar,Malaysia
        Alotau,Papua New Guinea
        Alphen aan den Rijn,Netherlands
        Alta,Norway
        Alta Gracia,Argentina
        Altai,Mongolia
        Altdorf,Switzerland
        Alūksne,Latvia
        Alwar,India
        Alytus,Lithuania
        Am Timan,Chad
        Amadiya,Iraq
        Amadora,Portugal
        Amagasaki,Japan
        Amarah,Iraq
        Amarante,Portugal
        Amarillo,United States
        Amasya,Turkey
        Ambalavao,Madagascar
        Ambanja,Madagascar
        Ambato,Ecuador
        Ambatondrazaka,Madagascar
        Ambo,Ethiopia
        Ambon,Indonesia
        Ambositra,Madagascar
        Ambovombe,Madagascar
        Amersfoort,Netherlands
        Amfissa,Greece
        Amiens,France
        Amman,Jordan
        Amol,Iran
        Amora,Portugal
        Ampang,Malaysia
        Ampanihy,Madagascar
        Ampara,Sri Lanka
        Amran,Yemen
        Amravati,India
        Amritsar,India
        Amstelveen,Netherlands
        Amsterdam,Netherlands
        Amstetten,Austria
        Anaco,Venezuela
        Anadyr,Russia
        Anaheim,United States
        Anápolis,Brazil
        Anchorage,United States
        Ancona,Italy
        Ancud,Chile
        Andahuaylas,Peru
        Andapa,Madagascar
        Andijon,Uzbekistan
        Andong,South Korea
        Andria,Italy
        Aného,Togo
        Ang Thong,Thailand
        Angarsk,Russia
        Angeles,Philippines
        Ängelholm,Sweden
        Angers,France
        Angoche,Mozambique
        Angol,Chile
        Angoulême,France
        Angra do Heroísmo,Portugal
        Angren,Uzbekistan
        Anju,North Korea
        Ankara,Turkey
        Ankazobe,Madagascar
        Ann Arbor,United States
        Anna Regina,Guyana
        Annaba,Algeria
        Annapolis,United States
        Annecy,France
        Anqing,China
        Ansan,South Korea
        Anseong,South Korea
        Ansfelden,Austria
        Anshan,China
        Ansongo,Mali
        Antakya,Turkey
        Antalaha,Madagascar
        Antalya,Turkey
        Antananarivo,Madagascar
        Antanifotsy,Madagascar
        Antequera,Spain
        Antibes,France
        Antigua Guatemala,Guatemala
        Antipolo,Philippines
        Antofagasta,Chile
        Antsirabe,Madagascar
        Antsiranana,Madagascar
        Antsohihy,Madagascar
        Antwerpen,Belgium
        Anuradhapura,Sri Lanka
        Anyama,Côte d'Ivoire
        Anyang,China
        Anyang,South Korea
        Anykščiai,Lithuania
        Aomori,Japan
        Aosta,Italy
        Apac,Uganda
        Aparecida de Goiânia,Brazil
        Apartadó,Colombia
        Apatin,Serbia
        Apeldoorn,Netherlands
        Apia,Samoa
        Apodaca,Mexico
        Apopa,El Salvador
        Appenzell,Switzerland
        Aqaba,Jordan
        Aracaju,Brazil
        Arad,Israel
        Arad,Romania
        Arak,Iran
        Aral,Kazakhstan
        Aranđelovac,Serbia
        Aranyaprathet,Thailand
        Arar,Saudi Arabia
        Arauca,Colombia
        Arawa,Papua New Guinea
        Arba Minch,Ethiopia
        Arboga,Sweden
        Ardabil,Iran
        Ardahan,Turkey
        Ardakan,Iran
        Åre,Sweden
        Areguá,Paraguay
        Arendal,Norway
        Arequipa,Peru
        Arezzo,Italy
        Argenteuil,France
        Argos,Greece
        Argostoli,Greece
        Ariana,Tunisia
        Arica,Chile
        Arima,Trinidad and Tobago
        Arish,Egypt
        Arivonimamo,Madagascar
        Arkalyk,Kazakhstan
        Arkhangelsk,Russia
        Arklow,Ireland
        Arles,France
        Arlington,United States
        Arlit,Niger
        Arlon,Belgium
        Armagh,United Kingdom
        Armavir,Armenia
        Armenia,Colombia
        Armidale,Australia
        Arnhem,Netherlands
        Arraiján,Panama
        Arta,Greece
        Artashat,Armenia
        Artemisa,Cuba
        Artigas,Uruguay
        Artvin,Turkey
        Aru,Democratic Republic of the Congo
        Arua,Uganda
        Arusha,Tanzania
        Arvaikheer,Mongolia
        Arvika,Sweden
        Arys,Kazakhstan
        As-Suwayda,Syria
        Asaba,Nigeria
        Asadabad,Afghanistan
        Asahikawa,Japan
        Asamankese,Ghana
        Asan,South Korea
        Asansol,India
        Ascoli Piceno,Italy
        Asella,Ethiopia
        Asenovgrad,Bulgaria
        Aşgabat,Turkmenistan
        Ashaiman,Ghana
        Ashbourne,Ireland
        Ashburton,New Zealand
        Ashdod,Israel
        Asheville,United States
        Ashkelon,Israel
        Ashtarak,Armenia
        Asilah,Morocco
        Asmara,Eritrea
        Assab,Eritrea
        Assen,Netherlands
        Assisi,Italy
        Assomada,Cape Verde
        Assosa,Ethiopia
        Astana,Kazakhstan
        Astara,Azerbaijan
        Asti,Italy
        Astorga,Spain
        Astrakhan,Russia
        Asunción,Paraguay
        Aswan,Egypt
        Asyut,Egypt
        Atakpamé,Togo
        Atami,Japan
        Ataq,Yemen
        Atar,Mauritania
        Atbara,Sudan
        Ath,Belgium
        Athens,Greece
        Athi River,Kenya
        Athlone,Ireland
        Athy,Ireland
        Ati,Chad
        Atlanta,United States
        Attapeu,Laos
        Attard,Malta
        Attock,Pakistan
        Atyrau,Kazakhstan
        Auckland,New Zealand
        Augsburg,Germany
        Augusta,United States
        Augustów,Poland
        Auki,Solomon Islands
        Aurangabad,India
        Aurillac,France
        Aurora,United States
        Austin,United States
        Auxerre,France
        Aveiro,Portugal
        Avellino,Italy
        Avesta,Sweden
        Avignon,France
        Ávila,Spain
        Avilés,Spain
        Avissawella,Sri Lanka
        Aweil,South Sudan
        Awka,Nigeria
        Axim,Ghana
        Axum,Ethiopia
        Ayacucho,Peru
        Aybak,Afghanistan
        Aydın,Turkey
        Ayia Napa,Cyprus
        Ayorou,Niger
        Aytos,Bulgaria
        Ayutthaya,Thailand
        Ayvalık,Turkey
        Azaz,Syria
        Azemmour,Morocco
        Azogues,Ecuador
        Azraq,Jordan
        Azrou,Morocco
        Azua,Dominican Republic
        Azul,Argentina
        Ba,Fiji
        Baalbek,Lebanon
        Baar,Switzerland
        Baardheere,Somalia
        Babahoyo,Ecuador
        Babati,Tanzania
        Babol,Iran
        Bắc Giang,Vietnam
        Bạc Liêu,Vietnam
        Bắc Ninh,Vietnam
        Bacău,Romania
        Bačka Palanka,Serbia
        Bacolod,Philippines
        Bacoor,Philippines
        Bad Ischl,Austria
        Badagry,Nigeria
        Badajoz,Spain
        Badalona,Spain
        Baden,Austria
        Baden,Switzerland
        Badou,Togo
        Badulla,Sri Lanka
        Baeza,Spain
        Bafang,Cameroon
        Bafatá,Guinea-Bissau
        Bafia,Cameroon
        Bafilo,Togo
        Bafoussam,Cameroon
        Bagamoyo,Tanzania
        Bagé,Brazil
        Bagerhat,Bangladesh
        Baghdad,Iraq
        Baghlan,Afghanistan
        Baglung,Nepal
        Bago,Myanmar
        Bagua Grande,Peru
        Baguio,Philippines
        Bahawalnagar,Pakistan
        Bahawalpur,Pakistan
        Bahía Blanca,Argentina
        Bahía de Caráquez,Ecuador
        Bahir Dar,Ethiopia
        Bahla,Oman
        Baia Mare,Romania
        Baie-Comeau,Canada
        Baiji,Iraq
        Baikonur,Kazakhstan
        Baja,Hungary
        Bakau,Gambia
        Bakel,Senegal
        Bakersfield,United States
        Bakhmut,Ukraine
        Bakı,Azerbaijan
        Balad,Iraq
        Balaka,Malawi
        Balangoda,Sri Lanka
        Balashikha,Russia
        Balassagyarmat,Hungary
        Balatonfüred,Hungary
        Balbriggan,Ireland
        Balcarce,Argentina
        Balchik,Bulgaria
        Balclutha,New Zealand
        Bali,Cameroon
        Balıkesir,Turkey
        Balikpapan,Indonesia
        Balkanabat,Turkmenistan
        Balkh,Afghanistan
        Balkhash,Kazakhstan
        Ballarat,Australia
        Ballina,Australia
        Ballina,Ireland
        Ballinasloe,Ireland
        Ballymena,United Kingdom
        Bălți,Moldova
        Baltimore,United States
        Balvi,Latvia
        Balykchy,Kyrgyzstan
        Bam,Iran
        Bama,Nigeria
        Bamako,Mali
        Bambari,Central African Republic
        Bamberg,Germany
        Bamenda,Cameroon
        Bamyan,Afghanistan
        Banda Aceh,Indonesia
        Bandar Abbas,Iran
        Bandar Anzali,Iran
        Bandar Lampung,Indonesia
        Bandar Seri Begawan,Brunei
        Bandar-e Mahshahr,Iran
        Bandarawela,Sri Lanka
        Bandarban,Bangladesh
        Bandiagara,Mali
        Bandipur,Nepal
        Bandırma,Turkey
        Bandundu,Democratic Republic of the Congo
        Bandung,Indonesia
        Banepa,Nepal
        Banes,Cuba
        Banff,Canada
        Banfora,Burkina Faso
        Bangangté,Cameroon
        Bangar,Brunei
        Bangassou,Central African Republic
        Bangkok,Thailand
        Bangor,United Kingdom
        Bangor,United States
        Bangui,Central African Republic
        Banha,Egypt
        Baní,Dominican Republic
        Bani Walid,Libya
        Baniyas,Syria
        Banja Luka,Bosnia and Herzegovina
        Banjar,Indonesia
        Banjarbaru,Indonesia
        Banjarmasin,Indonesia
        Banjul,Gambia
        Banlung,Cambodia
        Bannu,Pakistan
        Baños,Ecuador
        Bánovce nad Bebravou,Slovakia
        Banská Bystrica,Slovakia
        Banská Štiavnica,Slovakia
        Bansko,Bulgaria
        Bantry,Ireland
        Banyo,Cameroon
        Banyuwangi,Indonesia
        Bảo Lộc,Vietnam
        Baoding,China
        Baoji,China
        Baotou,China
        Baqubah,Iraq
        Bar,Montenegro
        Baraawe,Somalia
        Baracoa,Cuba
        Barahona,Dominican Republic
        Barakaldo,Spain
        Baranovichi,Belarus
        Barbastro,Spain
        Barberton,South Africa
        Barcelona,Spain
        Barcelona,Venezuela
        Barcelos,Portugal
        Bardejov,Slovakia
        Bareilly,India
        Barentu,Eritrea
        Bari,Italy
        Barinas,Venezuela
        Barishal,Bangladesh
        Barka,Oman
        Bârlad,Romania
        Barletta,Italy
        Barnaul,Russia
        Barnsley,United Kingdom
        Barquisimeto,Venezuela
        Barranca,Peru
        Barrancabermeja,Colombia
        Barranquilla,Colombia
        Barreiro,Portugal
        Barrie,Canada
        Bartica,Guyana
        Bartın,Turkey
        Baruun-Urt,Mongolia
        Basel,Switzerland
        Basildon,United Kingdom
        Basingstoke,United Kingdom
        Basra,Iraq
        Bassar,Togo
        Basse Santa Su,Gambia
        Bassila,Benin
        Bastia,France
        Bastogne,Belgium
        Bat Yam,Israel
        Batam,Indonesia
        Batangas City,Philippines
        Bath,United Kingdom
        Bathinda,India
        Bathurst,Australia
        Bathurst,Canada
        Batken,Kyrgyzstan
        Batman,Turkey
        Batna,Algeria
        Baton Rouge,United States
        Batouri,Cameroon
        Batroun,Lebanon
        Battambang,Cambodia
        Batticaloa,Sri Lanka
        Batu,Ethiopia
        Batu,Indonesia
        Batu Pahat,Malaysia
        Batumi,Georgia
        Bauchi,Nigeria
        Bauru,Brazil
        Bauska,Latvia
        Bautzen,Germany
        Bavet,Cambodia
        Bawku,Ghana
        Bayamo,Cuba
        Bayankhongor,Mongolia
        Bayda,Libya
        Baydhabo,Somalia
        Bayeux,France
        Bayonne,France
        Baýramaly,Turkmenistan
        Bayreuth,Germany
        Bcharré,Lebanon
        Beau Bassin,Mauritius
        Beaufort,Malaysia
        Beaufort West,South Africa
        Beaumont,United States
        Beauvais,France
        Bečej,Serbia
        Béchar,Algeria
        Bedford,United Kingdom
        Będzin,Poland
        Beersheba,Israel
        Bega,Australia
        Behbahan,Iran
        Beigang,Taiwan
        Beihai,China
        Beijing,China
        Beira,Mozambique
        Beirut,Lebanon
        Beit She'an,Israel
        Beit Shemesh,Israel
        Beitbridge,Zimbabwe
        Beja,Portugal
        Béja,Tunisia
        Béjaïa,Algeria
        Bekasi,Indonesia
        Békéscsaba,Hungary
        Bekobod,Uzbekistan
        Bela Crkva,Serbia
        Bela-Bela,South Africa
        Bélabo,Cameroon
        Belagavi,India
        Bełchatów,Poland
        Beledweyne,Somalia
        Belém,Brazil
        Belfast,United Kingdom
        Belgorod,Russia
        Bellary,India
        Belleville,Canada
        Bellinzona,Switzerland
        Bello,Colombia
        Belluno,Italy
        Belo Horizonte,Brazil
        Belo Tsiribihina,Madagascar
        Ben Arous,Tunisia
        Bến Tre,Vietnam
        Benalla,Australia
        Bender,Moldova
        Bendigo,Australia
        Benešov,Czechia
        Benevento,Italy
        Bengaluru,India
        Benghazi,Libya
        Bengkulu,Indonesia
        Benguela,Angola
        Beni,Democratic Republic of the Congo
        Béni Mellal,Morocco
        Beni Suef,Egypt
        Benidorm,Spain
        Benin City,Nigeria
        Benoni,South Africa
        Bentiu,South Sudan
        Bentong,Malaysia
        Benxi,China
        Beograd,Serbia
        Beppu,Japan
        Berane,Montenegro
        Berat,Albania
        Berber,Sudan
        Berbera,Somalia
        Berbérati,Central African Republic
        Bərdə,Azerbaijan
        Berdiansk,Ukraine
        Berdychiv,Ukraine
        Berehove,Ukraine
        Berekum,Ghana
        Bergama,Turkey
        Bergamo,Italy
        Bergen,Norway
        Bergen op Zoom,Netherlands
        Bergerac,France
        Bergisch Gladbach,Germany
        Berhampur,India
        Beringen,Belgium
        Berkane,Morocco
        Berlin,Germany
        Bermejo,Bolivia
        Bern,Switzerland
        Beroun,Czechia
        Berrechid,Morocco
        Bertoua,Cameroon
        Beruwala,Sri Lanka
        Besançon,France
        Bethanie,Namibia
        Bethlehem,South Africa
        Betim,Brazil
        Betioky,Madagascar
        Betong,Thailand
        Beyla,Guinea
        Béziers,France
        Bhagalpur,India
        Bhaktapur,Nepal
        Bhamo,Myanmar
        Bharatpur,Nepal
        Bhavnagar,India
        Bhilai,India
        Bhilwara,India
        Bhiwandi,India
        Bhojpur,Nepal
        Bhola,Bangladesh
        Bhopal,India
        Bhubaneswar,India
        Biak,Indonesia
        Biała Podlaska,Poland
        Białystok,Poland
        Biarritz,France
        Bibiani,Ghana
        Bida,Nigeria
        Biel,Switzerland
        Bielefeld,Germany
        Biella,Italy
        Bielsko-Biała,Poland
        Biên Hòa,Vietnam
        Big Bend,Eswatini
        Bignona,Senegal
        Bihać,Bosnia and Herzegovina
        Biharamulo,Tanzania
        Bijapur,India
        Bijeljina,Bosnia and Herzegovina
        Bijelo Polje,Montenegro
        Bikaner,India
        Bila Tserkva,Ukraine
        Bilaspur,India
        Bilbao,Spain
        Bilbeis,Egypt
        Billings,United States
        Bilma,Niger
        Biloxi,United States
        Biltine,Chad
        Bilzen,Belgium
        Bima,Indonesia
        Bimbilla,Ghana
        Bimbo,Central African Republic
        Binche,Belgium
        Bindura,Zimbabwe
        Bingerville,Côte d'Ivoire
        Bingöl,Turkey
        Binjai,Indonesia
        Bint Jbeil,Lebanon
        Bintulu,Malaysia
        Biograd na Moru,Croatia
        Birao,Central African Republic
        Biratnagar,Nepal
        Birendranagar,Nepal
        Birgunj,Nepal
        Birjand,Iran
        Birkerød,Denmark
        Birkirkara,Malta
        Birmingham,United Kingdom
        Birmingham,United States
        Birni-N'Konni,Niger
        Birnin Kebbi,Nigeria
        Birr,Ireland
        Birtamod,Nepal
        Biržai,Lithuania
        Birżebbuġa,Malta
        Bisha,Saudi Arabia
        Bishkek,Kyrgyzstan
        Bishoftu,Ethiopia
        Biskra,Algeria
        Bislig,Philippines
        Bismarck,United States
        Bissau,Guinea-Bissau
        Bissorã,Guinea-Bissau
        Bistrița,Romania
        Bitam,Gabon
        Bitlis,Turkey
        Bitola,North Macedonia
        Bitung,Indonesia
        Biu,Nigeria
        Biysk,Russia
        Bizerte,Tunisia
        Bjelovar,Croatia
        Black River,Jamaica
        Blackburn,United Kingdom
        Blackpool,United Kingdom
        Blagoevgrad,Bulgaria
        Blagoveshchensk,Russia
        Blankenberge,Belgium
        Blantyre,Malawi
        Bled,Slovenia
        Blenheim,New Zealand
        Blida,Algeria
        Blitar,Indonesia
        Bloemfontein,South Africa
        Blois,France
        Blönduós,Iceland
        Bloomington,United States
        Bludenz,Austria
        Bluefields,Nicaragua
        Blumenau,Brazil
        Bnei Brak,Israel
        Bo,Sierra Leone
        Boa Vista,Brazil
        Boaco,Nicaragua
        Bobo-Dioulasso,Burkina Faso
        Bobruisk,Belarus
        Bocas del Toro,Panama
        Bochum,Germany
        Boden,Sweden
        Bodø,Norway
        Bodrum,Turkey
        Boende,Democratic Republic of the Congo
        Boffa,Guinea
        Bogale,Myanmar
        Bogor,Indonesia
        Bogotá,Colombia
        Bogura,Bangladesh
        Bohicon,Benin
        Bohinjska Bistrica,Slovenia
        Boise,United States
        Bojnurd,Iran
        Bokaro,India
        Boké,Guinea
        Bokhtar,Tajikistan
        Boksburg,South Africa
        Bol,Chad
        Bolama,Guinea-Bissau
        Bolgatanga,Ghana
        Bologna,Italy
        Bolton,United Kingdom
        Bolu,Turkey
        Bolungarvík,Iceland
        Bolzano,Italy
        Boma,Democratic Republic of the Congo
        Bomet,Kenya
        Bonao,Dominican Republic
        Bondoukou,Côte d'Ivoire
        Bonga,Ethiopia
        Bongor,Chad
        Bongouanou,Côte d'Ivoire
        Bonn,Germany
        Bontang,Indonesia
        Bonthe,Sierra Leone
        Boorama,Somalia
        Boosaaso,Somalia
        Boquete,Panama
        Bor,Serbia
        Bor,South Sudan
        Borås,Sweden
        Bordeaux,France
        Bordj Bou Arréridj,Algeria
        Borgarnes,Iceland
        Borisov,Belarus
        Borjomi,Georgia
        Borlänge,Sweden
        Borujerd,Iran
        Boryeong,South Korea
        Boryspil,Ukraine
        Bossangoa,Central African Republic
        Boston,United States
        Botevgrad,Bulgaria
        Botoșani,Romania
        Bottrop,Germany
        Bou Saâda,Algeria
        Bouaflé,Côte d'Ivoire
        Bouaké,Côte d'Ivoire
        Bouar,Central African Republic
        Bougouni,Mali
        Bouillon,Belgium
        Bouira,Algeria
        Boumerdès,Algeria
        Bouna,Côte d'Ivoire
        Boundiali,Côte d'Ivoire
        Bourges,France
        Bournemouth,United Kingdom
        Boutilimit,Mauritania
        Bovec,Slovenia
        Bowral,Australia
        Bozeman,United States
        Bozoum,Central African Republic
        Bradford,United Kingdom
        Braga,Portugal
        Bragança,Portugal
        Brahmanbaria,Bangladesh
        Brăila,Romania
        Brampton,Canada
        Brandon,Canada
        Brantford,Canada
        Brasília,Brazil
        Brașov,Romania
        Bratislava,Slovakia
        Bratsk,Russia
        Braunau am Inn,Austria
        Braunschweig,Germany
        Bray,Ireland
        Brazzaville,Republic of the Congo
        Brčko,Bosnia and Herzegovina
        Břeclav,Czechia
        Breda,Netherlands
        Bregenz,Austria
        Bremen,Germany
        Bremerhaven,Germany
        Brescia,Italy
        Brest,Belarus
        Brest,France
        Brežice,Slovenia
        Brezno,Slovakia
        Bria,Central African Republic
        Brickaville,Madagascar
        Bridgeport,United States
        Brig,Switzerland
        Brighton,United Kingdom
        Brikama,Gambia
        Brindisi,Italy
        Brisbane,Australia
        Bristol,United Kingdom
        Brive-la-Gaillarde,France
        Brno,Czechia
        Broken Hill,Australia
        Brokopondo,Suriname
        Brønderslev,Denmark
        Brønnøysund,Norway
        Broome,Australia
        Brovary,Ukraine
        Brownsville,United States
        Brownsweg,Suriname
        Bruck an der Mur,Austria
        Brugge,Belgium
        Brumunddal,Norway
        Bruxelles,Belgium
        Bryansk,Russia
        Bryne,Norway
        Buala,Solomon Islands
        Buba,Guinea-Bissau
        Bucaramanga,Colombia
        Bucha,Ukraine
        Buchanan,Liberia
        Bucheon,South Korea
        București,Romania
        Budapest,Hungary
        Budva,Montenegro
        Buea,Cameroon
        Buenaventura,Colombia
        Buenos Aires,Argentina
        Buffalo,United States
        Buga,Colombia
        Bugojno,Bosnia and Herzegovina
        Bujumbura,Burundi
        Bukan,Iran
        Bukavu,Democratic Republic of the Congo
        Bukit Mertajam,Malaysia
        Bukittinggi,Indonesia
        Bukoba,Tanzania
        Bulawayo,Zimbabwe
        Bulle,Switzerland
        Bulolo,Papua New Guinea
        Bumba,Democratic Republic of the Congo
        Bunbury,Australia
        Buncrana,Ireland
        Bundaberg,Australia
        Bundibugyo,Uganda
        Bungoma,Kenya
        Bunia,Democratic Republic of the Congo
        Buôn Ma Thuột,Vietnam
        Buraidah,Saudi Arabia
        Buraimi,Oman
        Burayu,Ethiopia
        Burco,Somalia
        Burdur,Turkey
        Burewala,Pakistan
        Burgas,Bulgaria
        Burgdorf,Switzerland
        Burgos,Spain
        Buriram,Thailand
        Burlington,Canada
        Burlington,United States
        Burnaby,Canada
        Burnie,Australia
        Burnley,United Kingdom
        Burrel,Albania
        Bursa,Turkey
        Bururi,Burundi
        Busan,South Korea
        Bushehr,Iran
        Bushenyi,Uganda
        Busia,Kenya
        Busia,Uganda
        Busselton,Australia
        Buta,Democratic Republic of the Congo
        Butare,Rwanda
        Butembo,Democratic Republic of the Congo
        Butha-Buthe,Lesotho
        Butterworth,Malaysia
        Butuan,Philippines
        Butwal,Nepal
        Buxoro,Uzbekistan
        Buzău,Romania
        Búzios,Brazil
        Byblos,Lebanon
        Bydgoszcz,Poland
        Byron Bay,Australia
        Bytom,Poland
        Byumba,Rwanda
        Cà Mau,Vietnam
        Caacupé,Paraguay
        Caaguazú,Paraguay
        Caála,Angola
        Caazapá,Paraguay
        Cabanatuan,Philippines
        Cabimas,Venezuela
        Cabinda,Angola
        Cabuyao,Philippines
        Čačak,Serbia
        Cáceres,Spain
        Cacheu,Guinea-Bissau
        Čadca,Slovakia
        Cádiz,Spain
        Caen,France
        Caesarea,Israel
        Cafayate,Argentina
        Cagayan de Oro,Philippines
        Cagliari,Italy
        Cagua,Venezuela
        Cahul,Moldova
        Caibarién,Cuba
        Cairns,Australia
        Cairo,Egypt
        Cajamarca,Peru
        Čakovec,Croatia
        Calabar,Nigeria
        Calabozo,Venezuela
        Calais,France
        Calama,Chile
        Calamba,Philippines
        Calapan,Philippines
        Călărași,Romania
        Calatayud,Spain
        Calbayog,Philippines
        Caldas da Rainha,Portugal
        Caledon,South Africa
        Calgary,Canada
        Cali,Colombia
        Callao,Peru
        Caloocan,Philippines
        Caltanissetta,Italy
        Cẩm Phả,Vietnam
        Cam Ranh,Vietnam
        Camagüey,Cuba
        Camaná,Peru
        Cambridge,Canada
        Cambridge,New Zealand
        Cambridge,United Kingdom
        Camden,United States
        Camiri,Bolivia
        Campana,Argentina
        Campeche,Mexico
        Câmpina,Romania
        Campina Grande,Brazil
        Campinas,Brazil
        Campo Grande,Brazil
        Campobasso,Italy
        Campos dos Goytacazes,Brazil
        Câmpulung,Romania
        Cần Thơ,Vietnam
        Çanakkale,Turkey
        Canberra,Australia
        Canchungo,Guinea-Bissau
        Cancún,Mexico
        Canelones,Uruguay
        Çankırı,Turkey
        Cannes,France
        Canoas,Brazil
        Canterbury,United Kingdom
        Canton,United States
        Cao Bằng,Vietnam
        Cao Lãnh,Vietnam
        Cap-Haïtien,Haiti
        Cape Coast,Ghana
        Cape Town,South Africa
        Capiatá,Paraguay
        Čapljina,Bosnia and Herzegovina
        Caracal,Romania
        Caracas,Venezuela
        Caransebeș,Romania
        Carapicuíba,Brazil
        Carcassonne,France
        Cárdenas,Cuba
        Cardiff,United Kingdom
        Carlisle,United Kingdom
        Carlow,Ireland
        Carmarthen,United Kingdom
        Carmelo,Uruguay
        Carnarvon,Australia
        Carnot,Central African Republic
        Carora,Venezuela
        Carouge,Switzerland
        Carrara,Italy
        Carrefour,Haiti
        Carrick-on-Suir,Ireland
        Carrigaline,Ireland
        Cartagena,Colombia
        Cartagena,Spain
        Cartago,Colombia
        Cartago,Costa Rica
        Carthage,Tunisia
        Caruaru,Brazil
        Carúpano,Venezuela
        Casablanca,Morocco
        Cascais,Portugal
        Cascavel,Brazil
        Caserta,Italy
        Cashel,Ireland
        Casma,Peru
        Casper,United States
        Castellón de la Plana,Spain
        Castelo Branco,Portugal
        Castlebar,Ireland
        Castro,Chile
        Catamarca,Argentina
        Catania,Italy
        Catanzaro,Italy
        Catbalogan,Philippines
        Catió,Guinea-Bissau
        Catumbela,Angola
        Caucasia,Colombia
        Cauquenes,Chile
        Căușeni,Moldova
        Cavan,Ireland
        Caxias do Sul,Brazil
        Caxito,Angola
        Cayambe,Ecuador
        Cazin,Bosnia and Herzegovina
        Ceadîr-Lunga,Moldova
        Cebu City,Philippines
        Cedar Rapids,United States
        Ceerigaabo,Somalia
        Cefalù,Italy
        Cegléd,Hungary
        Celaya,Mexico
        Celbridge,Ireland
        Celje,Slovenia
        Celle,Germany
        Centre de Flacq,Mauritius
        Ceres,South Africa
        Cerro de Pasco,Peru
        Cesena,Italy
        Cēsis,Latvia
        Česká Lípa,Czechia
        České Budějovice,Czechia
        Český Krumlov,Czechia
        Český Těšín,Czechia
        Cessnock,Australia
        Cetinje,Montenegro
        Chabahar,Iran
        Chachapoyas,Peru
        Chaghcharan,Afghanistan
        Chaguanas,Trinidad and Tobago
        Chai Nat,Thailand
        Chaiyaphum,Thailand
        Chakwal,Pakistan
        Chalatenango,El Salvador
        Chalcis,Greece
        Chalus,Iran
        Chaman,Pakistan
        Chambéry,France
        Champasak,Laos
        Chandigarh,India
        Chandler,United States
        Chandpur,Bangladesh
        Chandrapur,India
        Changchun,China
        Changhua,Taiwan
        Changsha,China
        Changuinola,Panama
        Changwon,South Korea
        Changzhou,China
        Chania,Greece
        Chanthaburi,Thailand
        Chapecó,Brazil
        Charikar,Afghanistan
        Charleroi,Belgium
        Charleston,United States
        Charleville,Australia
        Charlotte,United States
        Charlottetown,Canada
        Charsadda,Pakistan
        Chartres,France
        Châtelet,Belgium
        Chatham,Canada
        Chattanooga,United States
        Chattogram,Bangladesh
        Châu Đốc,Vietnam
        Chauk,Myanmar
        Chaves,Portugal
        Cheb,Czechia
        Cheboksary,Russia
        Chefchaouen,Morocco
        Chegutu,Zimbabwe
        Chełm,Poland
        Chelmsford,United Kingdom
        Cheltenham,United Kingdom
        Chelyabinsk,Russia
        Chemnitz,Germany
        Chengde,China
        Chengdu,China
        Chennai,India
        Cheonan,South Korea
        Cheongju,South Korea
        Cherbourg,France
        Cherchell,Algeria
        Cherepovets,Russia
        Cherkasy,Ukraine
        Chernihiv,Ukraine
        Chernivtsi,Ukraine
        Chervonohrad,Ukraine
        Chesapeake,United States
        Chester,United Kingdom
        Chetumal,Mexico
        Cheyenne,United States
        Chía,Colombia
        Chiang Mai,Thailand
        Chiang Rai,Thailand
        Chiatura,Georgia
        Chiayi,Taiwan
        Chiba,Japan
        Chibuto,Mozambique
        Chicago,United States
        Chichicastenango,Guatemala
        Chiclayo,Peru
        Chicoutimi,Canada
        Chieti,Italy
        Chifeng,China
        Chihuahua,Mexico
        Chilaw,Sri Lanka
        Chilecito,Argentina
        Chillán,Chile
        Chilliwack,Canada
        Chilpancingo,Mexico
        Chimalhuacán,Mexico
        Chimaltenango,Guatemala
        Chimanimani,Zimbabwe
        Chimbote,Peru
        Chimoio,Mozambique
        Chinandega,Nicaragua
        Chincha Alta,Peru
        Chingola,Zambia
        Chinguetti,Mauritania
        Chinhoyi,Zimbabwe
        Chiniot,Pakistan
        Chios,Greece
        Chipata,Zambia
        Chipinge,Zimbabwe
        Chiquimula,Guatemala
        Chirchiq,Uzbekistan
        Chiredzi,Zimbabwe
        Chirpan,Bulgaria
        Chirundu,Zambia
        Chishtian,Pakistan
        Chișinău,Moldova
        Chita,Russia
        Chitré,Panama
        Chitungwiza,Zimbabwe
        Chivilcoy,Argentina
        Chlef,Algeria
        Choibalsan,Mongolia
        Chókwè,Mozambique
        Cholet,France
        Choloma,Honduras
        Cholpon-Ata,Kyrgyzstan
        Choluteca,Honduras
        Choma,Zambia
        Chomutov,Czechia
        Chon Buri,Thailand
        Chone,Ecuador
        Chongjin,North Korea
        Chongqing,China
        Choroní,Venezuela
        Chorzów,Poland
        Christchurch,New Zealand
        Chrudim,Czechia
        Chuadanga,Bangladesh
        Chula Vista,United States
        Chulucanas,Peru
        Chumphon,Thailand
        Chuncheon,South Korea
        Chungju,South Korea
        Chur,Switzerland
        Churchill,Canada
        Chust,Uzbekistan
        Chuy,Uruguay
        Cibitoke,Burundi
        Ciego de Ávila,Cuba
        Ciénaga,Colombia
        Cienfuegos,Cuba
        Cilacap,Indonesia
        Cilegon,Indonesia
        Cimahi,Indonesia
        Cincinnati,United States
        Cipolletti,Argentina
        Cirebon,Indonesia
        Ciudad Acuña,Mexico
        Ciudad Bolívar,Venezuela
        Ciudad de Guatemala,Guatemala
        Ciudad de México,Mexico
        Ciudad de Panamá,Panama
        Ciudad del Este,Paraguay
        Ciudad Guayana,Venezuela
        Ciudad Juárez,Mexico
        Ciudad Obregón,Mexico
        Ciudad Ojeda,Venezuela
        Ciudad Quesada,Costa Rica
        Ciudad Real,Spain
        Ciudad Victoria,Mexico
        Cizre,Turkey
        Clermont-Ferrand,France
        Cleveland,United States
        Clonakilty,Ireland
        Clonmel,Ireland
        Cluj-Napoca,Romania
        Coatzacoalcos,Mexico
        Cobán,Guatemala
        Cobh,Ireland
        Cobija,Bolivia
        Cochabamba,Bolivia
        Coevorden,Netherlands
        Coffs Harbour,Australia
        Cognac,France
        Coimbatore,India
        Coimbra,Portugal
        Cojutepeque,El Salvador
        Colchester,United Kingdom
        Colima,Mexico
        Colmar,France
        Colombo,Sri Lanka
        Colón,Cuba
        Colón,Panama
        Colonia del Sacramento,Uruguay
        Colorado Springs,United States
        Columbus,United States
        Comayagua,Honduras
        Comitán,Mexico
        Como,Italy
        Comodoro Rivadavia,Argentina
        Comrat,Moldova
        Conakry,Guinea
        Concepción,Chile
        Concepción,Paraguay
        Concepción del Uruguay,Argentina
        Concord,United States
        Concordia,Argentina
        Constanța,Romania
        Constantine,Algeria
        Constanza,Dominican Republic
        Constitución,Chile
        Contagem,Brazil
        Contramaestre,Cuba
        Coober Pedy,Australia
        Copacabana,Bolivia
        Copiapó,Chile
        Coquimbo,Chile
        Coquitlam,Canada
        Córdoba,Argentina
        Córdoba,Mexico
        Córdoba,Spain
        Corfu,Greece
        Corinth,Greece
        Cork,Ireland
        Çorlu,Turkey
        Corner Brook,Canada
        Cornwall,Canada
        Coro,Venezuela
        Coroico,Bolivia
        Coronel,Chile
        Coronel Oviedo,Paraguay
        Corpus Christi,United States
        Corrientes,Argentina
        Çorum,Turkey
        Corumbá,Brazil
        Cosenza,Italy
        Cosquín,Argentina
        Cotabato City,Philippines
        Cotonou,Benin
        Cottbus,Germany
        Cotuí,Dominican Republic
        Couva,Trinidad and Tobago
        Coventry,United Kingdom
        Covilhã,Portugal
        Cowra,Australia
        Cox's Bazar,Bangladesh
        Coyah,Guinea
        Coyhaique,Chile
        Cozumel,Mexico
        Cradock,South Africa
        Craiova,Romania
        Crato,Brazil
        Cremona,Italy
        Crewe,United Kingdom
        Criciúma,Brazil
        Crikvenica,Croatia
        Črnomelj,Slovenia
        Cromwell,New Zealand
        Crotone,Italy
        Cuamba,Mozambique
        Cuautitlán Izcalli,Mexico
        Cuautla,Mexico
        Cubal,Angola
        Cúcuta,Colombia
        Cuenca,Ecuador
        Cuenca,Spain
        Cuernavaca,Mexico
        Cuiabá,Brazil
        Culemborg,Netherlands
        Culiacán,Mexico
        Cumaná,Venezuela
        Cumilla,Bangladesh
        Cuneo,Italy
        Ćuprija,Serbia
        Curepipe,Mauritius
        Curicó,Chile
        Curitiba,Brazil
        Cusco,Peru
        Cuttack,India
        Cyangugu,Rwanda
        Częstochowa,Poland
        Đà Lạt,Vietnam
        Đà Nẵng,Vietnam
        Dabola,Guinea
        Dabou,Côte d'Ivoire
        Dąbrowa Górnicza,Poland
        Dadu,Pakistan
        Daegu,South Korea
        Daejeon,South Korea
        Dagana,Senegal
        Dagupan,Philippines
        Dahab,Egypt
        Dakar,Senegal
        Đakovo,Croatia
        Dalaba,Guinea
        Dalanzadgad,Mongolia
        Dali,China
        Dalian,China
        Dallas,United States
        Daloa,Côte d'Ivoire
        Dalvík,Iceland
        Damak,Nepal
        Damanhur,Egypt
        Damascus,Syria
        Damaturu,Nigeria
        Dambai,Ghana
        Dambulla,Sri Lanka
        Damietta,Egypt
        Dammam,Saudi Arabia
        Damongo,Ghana
        Danané,Côte d'Ivoire
        Dandong,China
        Dangjin,South Korea
        Danilovgrad,Montenegro
        Danlí,Honduras
        Dannevirke,New Zealand
        Daoukro,Côte d'Ivoire
        Dapaong,Togo
        Dapitan,Philippines
        Daqing,China
        Dar es Salaam,Tanzania
        Daraa,Syria
        Darbhanga,India
        Dargaville,New Zealand
        Darıca,Turkey
        Darjeeling,India
        Darkhan,Mongolia
        Darlington,United Kingdom
        Darmstadt,Germany
        Daru,Papua New Guinea
        Darwin,Australia
        Daska,Pakistan
        Dasmariñas,Philippines
        Daşoguz,Turkmenistan
        Dassa-Zoumè,Benin
        Datong,China
        Daugavpils,Latvia
        Daule,Ecuador
        Daura,Nigeria
        Davanagere,India
        Davao City,Philippines
        Davenport,United States
        David,Panama
        Davos,Switzerland
        Dawei,Myanmar
        Dayton,United States
        De Aar,South Africa
        Debar,North Macedonia
        Debre Birhan,Ethiopia
        Debre Markos,Ethiopia
        Debre Tabor,Ethiopia
        Debrecen,Hungary
        Děčín,Czechia
        Dédougou,Burkina Faso
        Dedza,Malawi
        Dehiwala,Sri Lanka
        Dehradun,India
        Deinze,Belgium
        Deir ez-Zor,Syria
        Dej,Romania
        Dekemhare,Eritrea
        Delčevo,North Macedonia
        Delémont,Switzerland
        Delft,Netherlands
        Delfzijl,Netherlands
        Delhi,India
        Delicias,Mexico
        Delphi,Greece
        Delta,Canada
        Den Haag,Netherlands
        Den Helder,Netherlands
        Dendermonde,Belgium
        Denizli,Turkey
        Denov,Uzbekistan
        Denpasar,Indonesia
        Denver,United States
        Depok,Indonesia
        Dera Ghazi Khan,Pakistan
        Dera Ismail Khan,Pakistan
        Derby,United Kingdom
        Derna,Libya
        Derventa,Bosnia and Herzegovina
        Des Moines,United States
        Desamparados,Costa Rica
        Desouk,Egypt
        Dessie,Ethiopia
        Detroit,United States
        Detva,Slovakia
        Deva,Romania
        Deventer,Netherlands
        Devonport,Australia
        Dewas,India
        Dezful,Iran
        Dhahran,Saudi Arabia
        Dhaka,Bangladesh
        Dhamar,Yemen
        Dhanbad,India
        Dhangadhi,Nepal
        Dhankuta,Nepal
        Dharan,Nepal
        Dhule,India
        Dhulikhel,Nepal
        Diadema,Brazil
        Diamantina,Brazil
        Dibba Al-Fujairah,United Arab Emirates
        Didymoteicho,Greece
        Diébougou,Burkina Faso
        Điện Biên Phủ,Vietnam
        Dieppe,France
        Diest,Belgium
        Dietikon,Switzerland
        Diffa,Niger
        Digos,Philippines
        Dijon,France
        Diksmuide,Belgium
        Dilijan,Armenia
        Dilla,Ethiopia
        Dimbokro,Côte d'Ivoire
        Dimitrovgrad,Bulgaria
        Dimona,Israel
        Dinajpur,Bangladesh
        Dinant,Belgium
        Dingle,Ireland
        Diourbel,Senegal
        Dipolog,Philippines
        Dire Dawa,Ethiopia
        Diriamba,Nicaragua
        Divo,Côte d'Ivoire
        Diwaniyah,Iraq
        Diyarbakır,Turkey
        Djambala,Republic of the Congo
        Djanet,Algeria
        Djelfa,Algeria
        Djenné,Mali
        Djibo,Burkina Faso
        Djougou,Benin
        Dnipro,Ukraine
        Doba,Chad
        Dobele,Latvia
        Doboj,Bosnia and Herzegovina
        Dobrich,Bulgaria
        Dodoma,Tanzania
        Doetinchem,Netherlands
        Dogondoutchi,Niger
        Dolisie,Republic of the Congo
        Dolný Kubín,Slovakia
        Domažlice,Czechia
        Domžale,Slovenia
        Doncaster,United Kingdom
        Dondo,Mozambique
        Donegal,Ireland
        Donetsk,Ukraine
        Đông Hà,Vietnam
        Đồng Hới,Vietnam
        Dongguan,China
        Donghae,South Korea
        Dongola,Sudan
        Dordrecht,Netherlands
        Dori,Burkina Faso
        Dormaa Ahenkro,Ghana
        Dornbirn,Austria
        Dorohoi,Romania
        Dortmund,Germany
        Dosso,Niger
        Douala,Cameroon
        Douentza,Mali
        Dougga,Tunisia
        Douliu,Taiwan
        Douma,Syria
        Dourados,Brazil
        Douz,Tunisia
        Dover,United Kingdom
        Drachten,Netherlands
        Drama,Greece
        Drammen,Norway
        Dresden,Germany
        Drøbak,Norway
        Drobeta-Turnu Severin,Romania
        Drochia,Moldova
        Drogheda,Ireland
        Drohobych,Ukraine
        Drummondville,Canada
        Druskininkai,Lithuania
        Dschang,Cameroon
        Duba,Saudi Arabia
        Dubai,United Arab Emirates
        Dubbo,Australia
        Dübendorf,Switzerland
        Dublin,Ireland
        Dubnica nad Váhom,Slovakia
        Dubno,Ukraine
        Dubrovnik,Croatia
        Dubuque,United States
        Dudley,United Kingdom
        Duékoué,Côte d'Ivoire
        Duhok,Iraq
        Duisburg,Germany
        Duitama,Colombia
        Duluth,United States
        Dumaguete,Philippines
        Dumai,Indonesia
        Dunajská Streda,Slovakia
        Dunakeszi,Hungary
        Dunaújváros,Hungary
        Dundalk,Ireland
        Dundee,South Africa
        Dundee,United Kingdom
        Dundo,Angola
        Dunedin,New Zealand
        Dunfermline,United Kingdom
        Dungarvan,Ireland
        Dungun,Malaysia
        Dunhuang,China
        Dunkerque,France
        Dunkwa,Ghana
        Dupnitsa,Bulgaria
        Duqm,Oman
        Duque de Caxias,Brazil
        Durán,Ecuador
        Durango,Mexico
        Durazno,Uruguay
        Durban,South Africa
        Durgapur,India
        Durham,United Kingdom
        Durham,United States
        Durrës,Albania
        Dushanbe,Tajikistan
        Düsseldorf,Germany
        Dutse,Nigeria
        Düzce,Turkey
        Dzerzhinsk,Russia
        East London,South Africa
        Eastbourne,United Kingdom
        Ebeltoft,Denmark
        Ebolowa,Cameroon
        Ecatepec,Mexico
        Echuca,Australia
        Ede,Netherlands
        Ede,Nigeria
        Edéa,Cameroon
        Edessa,Greece
        Edinburgh,United Kingdom
        Edineț,Moldova
        Edirne,Turkey
        Edku,Egypt
        Edmonton,Canada
        Edmundston,Canada
        Edremit,Turkey
        Eeklo,Belgium
        Eger,Hungary
        Egersund,Norway
        Egilsstaðir,Iceland
        Eilat,Israel
        Eindhoven,Netherlands
        Eisenstadt,Austria
        Ejura,Ghana
        Eket,Nigeria
        Ekibastuz,Kazakhstan
        El Alamein,Egypt
        El Alto,Bolivia
        El Bayadh,Algeria
        El Calafate,Argentina
        El Carmen,Ecuador
        El Jadida,Morocco
        El Jem,Tunisia
        El Mahalla El Kubra,Egypt
        El Obeid,Sudan
        El Oued,Algeria
        El Paso,United States
        El Progreso,Honduras
        El Quseir,Egypt
        El Tigre,Venezuela
        El Tocuyo,Venezuela
        Elazığ,Turkey
        Elbasan,Albania
        Elbląg,Poland
        Elche,Spain
        Eldorado,Argentina
        Eldoret,Kenya
        Elefsina,Greece
        Elektrėnai,Lithuania
        Elista,Russia
        Ełk,Poland
        Ella,Sri Lanka
        Elmina,Ghana
        Elva,Estonia
        Elvas,Portugal
        Elverum,Norway
        Emalahleni,South Africa
        Embu,Kenya
        Emerald,Australia
        Emmen,Netherlands
        Emmen,Switzerland
        Encarnación,Paraguay
        Ende,Indonesia
        Enkhuizen,Netherlands
        Enköping,Sweden
        Enna,Italy
        Ennis,Ireland
        Enniscorthy,Ireland
        Enns,Austria
        Enschede,Netherlands
        Ensenada,Mexico
        Entebbe,Uganda
        Enugu,Nigeria
        Envigado,Colombia
        Epe,Nigeria
        Épernay,France
        Épinal,France
        Epworth,Zimbabwe
        Erbil,Iraq
        Érd,Hungary
        Erdenet,Mongolia
        Erfoud,Morocco
        Erfurt,Germany
        Erie,United States
        Erlangen,Germany
        Ermelo,South Africa
        Ermoupoli,Greece
        Erode,India
        Errachidia,Morocco
        Erzincan,Turkey
        Erzurum,Turkey
        Esbjerg,Denmark
        Escuintla,Guatemala
        Eséka,Cameroon
        Eshowe,South Africa
        Esik,Kazakhstan
        Eskilstuna,Sweden
        Eskişehir,Turkey
        Eslamshahr,Iran
        Esmeralda,Cuba
        Esmeraldas,Ecuador
        Esna,Egypt
        Espargos,Cape Verde
        Esperance,Australia
        Espinho,Portugal
        Espoo,Finland
        Esquel,Argentina
        Essaouira,Morocco
        Essen,Germany
        Estelí,Nicaragua
        Estepona,Spain
        Estremoz,Portugal
        Esztergom,Hungary
        Eugene,United States
        Eupen,Belgium
        Evansville,United States
        Évora,Portugal
        Évreux,France
        Exeter,United Kingdom
        Eydhafushi,Maldives
        Faaborg,Denmark
        Facatativá,Colombia
        Fada,Chad
        Fada N'Gourma,Burkina Faso
        Fafe,Portugal
        Făgăraș,Romania
        Fairbanks,United States
        Faisalabad,Pakistan
        Faiyum,Egypt
        Faizabad,Afghanistan
        Falelatai,Samoa
        Faleula,Samoa
        Falkenberg,Sweden
        Fallujah,Iraq
        Falmouth,Jamaica
        Fălticeni,Romania
        Falun,Sweden
        Famagusta,Cyprus
        Farafangana,Madagascar
        Farafenni,Gambia
        Farah,Afghanistan
        Faranah,Guinea
        Farg'ona,Uzbekistan
        Fargo,United States
        Faridabad,India
        Faridpur,Bangladesh
        Farim,Guinea-Bissau
        Faro,Portugal
        Farsund,Norway
        Farum,Denmark
        Fasa,Iran
        Fastiv,Ukraine
        Fatick,Senegal
        Fátima,Portugal
        Faya-Largeau,Chad
        Fayetteville,United States
        Featherston,New Zealand
        Feilding,New Zealand
        Feira de Santana,Brazil
        Feldkirch,Austria
        Feldkirchen,Austria
        Felgueiras,Portugal
        Feni,Bangladesh
        Fenoarivo Atsinanana,Madagascar
        Ferkessédougou,Côte d'Ivoire
        Fermoy,Ireland
        Fernando de la Mora,Paraguay
        Ferrara,Italy
        Ferreñafe,Peru
        Ferrol,Spain
        Fès,Morocco
        Fetești,Romania
        Fethiye,Turkey
        Fgura,Malta
        Fianarantsoa,Madagascar
        Fiche,Ethiopia
        Fier,Albania
        Figueira da Foz,Portugal
        Figueres,Spain
        Filadelfia,Paraguay
        Firenze,Italy
        Firozabad,India
        Flagstaff,United States
        Flekkefjord,Norway
        Flensburg,Germany
        Flint,United States
        Florencia,Colombia
        Flores,Guatemala
        Florianópolis,Brazil
        Florida,Cuba
        Florida,Uruguay
        Floridablanca,Colombia
        Florina,Greece
        Florø,Norway
        Fnideq,Morocco
        Foča,Bosnia and Herzegovina
        Focșani,Romania
        Foggia,Italy
        Folkestone,United Kingdom
        Fontana,United States
        Forbes,Australia
        Førde,Norway
        Forlì,Italy
        Formosa,Argentina
        Forssa,Finland
        Fort Collins,United States
        Fort Lauderdale,United States
        Fort McMurray,Canada
        Fort Portal,Uganda
        Fort Wayne,United States
        Fort Worth,United States
        Fortaleza,Brazil
        Foshan,China
        Fougamou,Gabon
        Foumban,Cameroon
        Foumbot,Cameroon
        Foundiougne,Senegal
        Foz do Iguaçu,Brazil
        Franca,Brazil
        Franceville,Gabon
        Francistown,Botswana
        Frankfurt am Main,Germany
        Franschhoek,South Africa
        Frauenfeld,Switzerland
        Fray Bentos,Uruguay
        Fredericia,Denmark
        Fredericton,Canada
        Frederikshavn,Denmark
        Frederikssund,Denmark
        Fredrikstad,Norway
        Freetown,Sierra Leone
        Freiburg im Breisgau,Germany
        Fremont,United States
        Fresnillo,Mexico
        Fresno,United States
        Fria,Guinea
        Fribourg,Switzerland
        Frýdek-Místek,Czechia
        Fuenlabrada,Spain
        Fujairah,United Arab Emirates
        Fujisawa,Japan
        Fukui,Japan
        Fukuoka,Japan
        Fukushima,Japan
        Fukuyama,Japan
        Funabashi,Japan
        Funchal,Portugal
        Fundong,Cameroon
        Funtua,Nigeria
        Fürth,Germany
        Fusagasugá,Colombia
        Fushun,China
        Fuvahmulah,Maldives
        Fuzhou,China
        Gaalkacyo,Somalia
        Gabela,Angola
        Gabès,Tunisia
        Gaborone,Botswana
        Gabrovo,Bulgaria
        Gabú,Guinea-Bissau
        Gafsa,Tunisia
        Gagnoa,Côte d'Ivoire
        Gaibandha,Bangladesh
        Gainesville,United States
        Galanta,Slovakia
        Galați,Romania
        Galle,Sri Lanka
        Gallipoli,Italy
        Gällivare,Sweden
        Galveston,United States
        Galway,Ireland
        Gamba,Gabon
        Gambela,Ethiopia
        Gamboma,Republic of the Congo
        Gampaha,Sri Lanka
        Gander,Canada
        Gandía,Spain
        Gangneung,South Korea
        Gangtok,India
        Ganta,Liberia
        Ganzhou,China
        Gao,Mali
        Gaoua,Burkina Faso
        Garanhuns,Brazil
        Garðabær,Iceland
        Gardez,Afghanistan
        Gargždai,Lithuania
        Garissa,Kenya
        Garland,United States
        Garliava,Lithuania
        Garoowe,Somalia
        Garoua,Cameroon
        Garut,Indonesia
        Gatineau,Canada
        Gaur,Nepal
        Gavar,Armenia
        Gävle,Sweden
        Gaya,India
        Gaya,Niger
        Gaziantep,Turkey
        Gazipur,Bangladesh
        Gbadolite,Democratic Republic of the Congo
        Gbarnga,Liberia
        Gboko,Nigeria
        Gdańsk,Poland
        Gdynia,Poland
        Gebze,Turkey
        Geel,Belgium
        Geelong,Australia
        Geita,Tanzania
        Gelephu,Bhutan
        Gelsenkirchen,Germany
        Gemena,Democratic Republic of the Congo
        Gəncə,Azerbaijan
        Geneina,Sudan
        General Roca,Argentina
        General Santos,Philippines
        Genève,Switzerland
        Genk,Belgium
        Genova,Italy
        Gent,Belgium
        Geoje,South Korea
        George,South Africa
        George Town,Malaysia
        Georgetown,Guyana
        Gera,Germany
        Geraardsbergen,Belgium
        Geraldine,New Zealand
        Geraldton,Australia
        Germiston,South Africa
        Getafe,Spain
        Gevgelija,North Macedonia
        Ghadames,Libya
        Ghanzi,Botswana
        Ghardaïa,Algeria
        Gharyan,Libya
        Ghat,Libya
        Ghaziabad,India
        Ghazni,Afghanistan
        Gherla,Romania
        Ghorahi,Nepal
        Gia Nghĩa,Vietnam
        Giannitsa,Greece
        Gibara,Cuba
        Gifu,Japan
        Gijón,Spain
        Gilbert,United States
        Gilgil,Kenya
        Gilgit,Pakistan
        Gilleleje,Denmark
        Gimcheon,South Korea
        Gimhae,South Korea
        Gimpo,South Korea
        Girardot,Colombia
        Giresun,Turkey
        Girga,Egypt
        Girón,Colombia
        Girona,Spain
        Gisborne,New Zealand
        Gisenyi,Rwanda
        Gitarama,Rwanda
        Gitega,Burundi
        Giurgiu,Romania
        Givatayim,Israel
        Giza,Egypt
        Gizo,Solomon Islands
        Gjirokastër,Albania
        Gjøvik,Norway
        Gladstone,Australia
        Glarus,Switzerland
        Glasgow,United Kingdom
        Glendale,United States
        Gliwice,Poland
        Głogów,Poland
        Gloucester,United Kingdom
        Gmunden,Austria
        Gniezno,Poland
        Goaso,Ghana
        Goba,Ethiopia
        Gobabis,Namibia
        Gödöllő,Hungary
        Goes,Netherlands
        Goiânia,Brazil
        Gojra,Pakistan
        Gold Coast,Australia
        Golfito,Costa Rica
        Goma,Democratic Republic of the Congo
        Gombe,Nigeria
        Gomel,Belarus
        Gonabad,Iran
        Gonaïves,Haiti
        Gonbad-e Kavus,Iran
        Gondar,Ethiopia
        Gongju,South Korea
        Goodlands,Mauritius
        Gopalganj,Bangladesh
        Gorakhpur,India
        Goražde,Bosnia and Herzegovina
        Gore,Ethiopia
        Gore,New Zealand
        Gorgan,Iran
        Gori,Georgia
        Gorinchem,Netherlands
        Goris,Armenia
        Gorkha,Nepal
        Gorki,Belarus
        Görlitz,Germany
        Gorna Oryahovitsa,Bulgaria
        Gornja Radgona,Slovenia
        Gornji Milanovac,Serbia
        Goroka,Papua New Guinea
        Gorom-Gorom,Burkina Faso
        Gorontalo,Indonesia
        Gorzów Wielkopolski,Poland
        Goslar,Germany
        Gospić,Croatia
        Gossas,Senegal
        Gossau,Switzerland
        Gostivar,North Macedonia
        Göteborg,Sweden
        Gotse Delchev,Bulgaria
        Göttingen,Germany
        Gouda,Netherlands
        Goulburn,Australia
        Governador Valadares,Brazil
        Goya,Argentina
        Goyang,South Korea
        Göyçay,Azerbaijan
        Gqeberha,South Africa
        Graaff-Reinet,South Africa
        Gračanica,Bosnia and Herzegovina
        Gracias,Honduras
        Gradiška,Bosnia and Herzegovina
        Grafton,Australia
        Granada,Nicaragua
        Granada,Spain
        Granby,Canada
        Grand Baie,Mauritius
        Grand Rapids,United States
        Grand-Bassam,Côte d'Ivoire
        Grand-Popo,Benin
        Grande Prairie,Canada
        Graz,Austria
        Green Bay,United States
        Greensboro,United States
        Greenville,Liberia
        Greenville,United States
        Greifswald,Germany
        Grenaa,Denmark
        Grenoble,France
        Gresik,Indonesia
        Grevena,Greece
        Greymouth,New Zealand
        Greystones,Ireland
        Greytown,New Zealand
        Griffith,Australia
        Grimsby,United Kingdom
        Grimstad,Norway
        Grindavík,Iceland
        Grodno,Belarus
        Groningen,Netherlands
        Groningen,Suriname
        Grootfontein,Namibia
        Grosseto,Italy
        Grosuplje,Slovenia
        Grozny,Russia
        Grudziądz,Poland
        Gua Musang,Malaysia
        Guacara,Venezuela
        Guadalajara,Mexico
        Guadalajara,Spain
        Guadalupe,Mexico
        Gualeguaychú,Argentina
        Guanabacoa,Cuba
        Guanajuato,Mexico
        Guanare,Venezuela
        Guangzhou,China
        Guantánamo,Cuba
        Guaranda,Ecuador
        Guarda,Portugal
        Guarenas,Venezuela
        Guarulhos,Brazil
        Guayaquil,Ecuador
        Guayaramerín,Bolivia
        Guaymas,Mexico
        Guéckédou,Guinea
        Guédiawaye,Senegal
        Guelma,Algeria
        Guelmim,Morocco
        Guelph,Canada
        Guercif,Morocco
        Guider,Cameroon
        Guiglo,Côte d'Ivoire
        Guildford,United Kingdom
        Guilin,China
        Guimarães,Portugal
        Güines,Cuba
        Guiyang,China
        Gujranwala,Pakistan
        Gujrat,Pakistan
        Gulariya,Nepal
        Gulbarga,India
        Gulbene,Latvia
        Guliston,Uzbekistan
        Gulu,Uganda
        Gumi,South Korea
        Gunjur,Gambia
        Gunsan,South Korea
        Guntur,India
        Guri,South Korea
        Gurjaani,Georgia
        Gurué,Mozambique
        Gurugram,India
        Gusau,Nigeria
        Gütersloh,Germany
        Guwahati,India
        Gwadar,Pakistan
        Gwalior,India
        Gwanda,Zimbabwe
        Gwangju,South Korea
        Gwangmyeong,South Korea
        Gwangyang,South Korea
        Gweru,Zimbabwe
        Gyeongju,South Korea
        Gyeongsan,South Korea
        Gympie,Australia
        Gyomaendrőd,Hungary
        Gyöngyös,Hungary
        Győr,Hungary
        Gyula,Hungary
        Gyumri,Armenia
        Hà Giang,Vietnam
        Hạ Long,Vietnam
        Hà Nội,Vietnam
        Hà Tiên,Vietnam
        Hà Tĩnh,Vietnam
        Haa,Bhutan
        Haapsalu,Estonia
        Haarlem,Netherlands
        Habiganj,Bangladesh
        Hachinohe,Japan
        Hachioji,Japan
        Hadejia,Nigeria
        Hadera,Israel
        Haderslev,Denmark
        Haditha,Iraq
        Haeju,North Korea
        Hafar al-Batin,Saudi Arabia
        Hafizabad,Pakistan
        Hafnarfjörður,Iceland
        Hagen,Germany
        Hagi,Japan
        Hải Dương,Vietnam
        Hải Phòng,Vietnam
        Haifa,Israel
        Haikou,China
        Hail,Saudi Arabia
        Hajdúböszörmény,Hungary
        Hajdúszoboszló,Hungary
        Hajjah,Yemen
        Hakha,Myanmar
        Hakkâri,Turkey
        Hakodate,Japan
        Halabja,Iraq
        Halba,Lebanon
        Halden,Norway
        Halifax,Canada
        Halifax,United Kingdom
        Hall in Tirol,Austria
        Halle,Belgium
        Halle,Germany
        Hallein,Austria
        Hallstatt,Austria
        Halmstad,Sweden
        Hama,Syria
        Hamadan,Iran
        Hamamatsu,Japan
        Hamar,Norway
        Hambantota,Sri Lanka
        Hamburg,Germany
        Hämeenlinna,Finland
        Hamhung,North Korea
        Hamilton,Australia
        Hamilton,Canada
        Hamilton,New Zealand
        Hamina,Finland
        Hamm,Germany
        Hammamet,Tunisia
        Hammerfest,Norway
        Hampi,India
        Hanam,South Korea
        Handan,China
        Handeni,Tanzania
        Handlová,Slovakia
        Hangzhou,China
        Hanko,Finland
        Hannover,Germany
        Haputale,Sri Lanka
        Harar,Ethiopia
        Harare,Zimbabwe
        Harbin,China
        Hard,Austria
        Harderwijk,Netherlands
        Hargeysa,Somalia
        Haridwar,India
        Harlingen,Netherlands
        Harmanli,Bulgaria
        Härnösand,Sweden
        Harper,Liberia
        Harrismith,South Africa
        Harstad,Norway
        Hartford,United States
        Hartlepool,United Kingdom
        Haskovo,Bulgaria
        Hasselt,Belgium
        Hassi Messaoud,Algeria
        Hastings,New Zealand
        Hastings,United Kingdom
        Hat Yai,Thailand
        Hato Mayor,Dominican Republic
        Hatta,United Arab Emirates
        Hatton,Sri Lanka
        Hatvan,Hungary
        Haugesund,Norway
        Haveluloto,Tonga
        Havířov,Czechia
        Havlíčkův Brod,Czechia
        Hawassa,Ethiopia
        Hāwera,New Zealand
        Hedensted,Denmark
        Heerenveen,Netherlands
        Heerlen,Netherlands
        Hefei,China
        Heidelberg,Germany
        Heilbronn,Germany
        Heinola,Finland
        Hell-Ville,Madagascar
        Helmond,Netherlands
        Helsingborg,Sweden
        Helsingør,Denmark
        Helsinki,Finland
        Helwan,Egypt
        Hengelo,Netherlands
        Hengyang,China
        Henties Bay,Namibia
        Heraklion,Greece
        Herat,Afghanistan
        Herceg Novi,Montenegro
        Heredia,Costa Rica
        Herisau,Switzerland
        Hermanus,South Africa
        Hermel,Lebanon
        Hermosillo,Mexico
        Hernandarias,Paraguay
        Herne,Germany
        Herning,Denmark
        Herstal,Belgium
        Hervey Bay,Australia
        Herzliya,Israel
        Hetauda,Nepal
        Hialeah,United States
        Higashiosaka,Japan
        Higüey,Dominican Republic
        Hikkaduwa,Sri Lanka
        Hikone,Japan
        Hildesheim,Germany
        Hillah,Iraq
        Hillerød,Denmark
        Hilo,United States
        Hilversum,Netherlands
        Himarë,Albania
        Himeji,Japan
        Hîncești,Moldova
        Hinche,Haiti
        Hinthada,Myanmar
        Hirakata,Japan
        Hirosaki,Japan
        Hiroshima,Japan
        Hisor,Tajikistan
        Hit,Iraq
        Hithadhoo,Maldives
        Hjørring,Denmark
        Hlatikulu,Eswatini
        Hlohovec,Slovakia
        Hlotse,Lesotho
        Ho,Ghana
        Hòa Bình,Vietnam
        Hobart,Australia
        Hobro,Denmark
        Hod HaSharon,Israel
        Hódmezővásárhely,Hungary
        Hodonín,Czechia
        Hoeryong,North Korea
        Höfn,Iceland
        Hohenems,Austria
        Hohhot,China
        Hohoe,Ghana
        Hội An,Vietnam
        Hoima,Uganda
        Hokitika,New Zealand
        Holbæk,Denmark
        Holeta,Ethiopia
        Holguín,Cuba
        Hollola,Finland
        Holon,Israel
        Holstebro,Denmark
        Homa Bay,Kenya
        Homs,Syria
        Honda,Colombia
        Hønefoss,Norway
        Honfleur,France
        Honiara,Solomon Islands
        Honningsvåg,Norway
        Honolulu,United States
        Hoofddorp,Netherlands
        Hoogeveen,Netherlands
        Hoorn,Netherlands
        Horana,Sri Lanka
        Horgen,Switzerland
        Horlivka,Ukraine
        Horn,Austria
        Horsens,Denmark
        Horsham,Australia
        Hørsholm,Denmark
        Horta,Portugal
        Horten,Norway
        Hosaena,Ethiopia
        Hotan,China
        Houayxay,Laos
        Houmt Souk,Tunisia
        Houndé,Burkina Faso
        Houston,United States
        Howrah,India
        Hpa-An,Myanmar
        Hradec Králové,Czechia
        Hrazdan,Armenia
        Hsinchu,Taiwan
        Hua Hin,Thailand
        Huacho,Peru
        Hualien,Taiwan
        Huambo,Angola
        Huancavelica,Peru
        Huancayo,Peru
        Huangshan,China
        Huánuco,Peru
        Huaquillas,Ecuador
        Huaral,Peru
        Huaraz,Peru
        Huatulco,Mexico
        Hub,Pakistan
        Hubballi,India
        Hudaydah,Yemen
        Huddersfield,United Kingdom
        Hudiksvall,Sweden
        Huế,Vietnam
        Huehuetenango,Guatemala
        Huelva,Spain
        Huesca,Spain
        Huichon,North Korea
        Huizhou,China
        Hull,United Kingdom
        Humahuaca,Argentina
        Humenné,Slovakia
        Hunedoara,Romania
        Hưng Yên,Vietnam
        Huntly,New Zealand
        Huntsville,United States
        Hurghada,Egypt
        Húsavík,Iceland
        Huși,Romania
        Huy,Belgium
        Hvar,Croatia
        Hveragerði,Iceland
        Hwange,Zimbabwe
        Hwaseong,South Korea
        Hyderabad,India
        Hyderabad,Pakistan
        Hyesan,North Korea
        Hyvinkää,Finland
        Iași,Romania
        Ibadan,Nigeria
        Ibagué,Colombia
        Ibarra,Ecuador
        Ibb,Yemen
        Ibiza,Spain
        Ibra,Oman
        Ibri,Oman
        Ica,Peru
        Icheon,South Korea
        Idfu,Egypt
        Idlib,Syria
        Idrija,Slovenia
        Ieper,Belgium
        Ierapetra,Greece
        Ifakara,Tanzania
        Ifrane,Morocco
        Iganga,Uganda
        Iğdır,Turkey
        Ignalina,Lithuania
        Igoumenitsa,Greece
        Iguala,Mexico
        Ihosy,Madagascar
        Iisalmi,Finland
        Ijebu Ode,Nigeria
        Ijevan,Armenia
        Ikast,Denmark
        Ikorodu,Nigeria
        Ikot Ekpene,Nigeria
        Iksan,South Korea
        Ilagan,Philippines
        Ilam,Iran
        Ilam,Nepal
        Ile-Ife,Nigeria
        Ilebo,Democratic Republic of the Congo
        Ilesa,Nigeria
        Ilhéus,Brazil
        Iligan,Philippines
        Illapel,Chile
        Ilo,Peru
        Iloilo City,Philippines
        Ilorin,Nigeria
        Imabari,Japan
        Imatra,Finland
        Imotski,Croatia
        Imperatriz,Brazil
        Imperia,Italy
        Impfondo,Republic of the Congo
        Imphal,India
        Imst,Austria
        Imus,Philippines
        In Salah,Algeria
        Inari,Finland
        Incheon,South Korea
        Indianapolis,United States
        Inđija,Serbia
        Indore,India
        İnegöl,Turkey
        Ingolstadt,Germany
        Inhambane,Mozambique
        Innsbruck,Austria
        Inongo,Democratic Republic of the Congo
        Inowrocław,Poland
        Interlaken,Switzerland
        Invercargill,New Zealand
        Inverell,Australia
        Inverness,United Kingdom
        Ioannina,Greece
        Ipiales,Colombia
        Ipoh,Malaysia
        Ipswich,United Kingdom
        Iqaluit,Canada
        Iquique,Chile
        Iquitos,Peru
        Iranshahr,Iran
        Irapuato,Mexico
        Irbid,Jordan
        Iringa,Tanzania
        Irkutsk,Russia
        Irpin,Ukraine
        Irún,Spain
        Irvine,United States
        Irving,United States
        Ísafjörður,Iceland
        Isangel,Vanuatu
        Iseyin,Nigeria
        Isfahan,Iran
        Isfara,Tajikistan
        Ishigaki,Japan
        Isiolo,Kenya
        Isiro,Democratic Republic of the Congo
        İskenderun,Turkey
        Islamabad,Pakistan
        Ismailia,Egypt
        Isparta,Turkey
        Issia,Côte d'Ivoire
        İstanbul,Turkey
        Istaravshan,Tajikistan
        Itabuna,Brazil
        Itagüí,Colombia
        Itahari,Nepal
        Itajaí,Brazil
        Itanagar,India
        Itauguá,Paraguay
        Iten,Kenya
        Ivanec,Croatia
        Ivanjica,Serbia
        Ivano-Frankivsk,Ukraine
        Ivanovo,Russia
        Iwaki,Japan
        Iwo,Nigeria
        Izegem,Belgium
        Izhevsk,Russia
        Izium,Ukraine
        Izmail,Ukraine
        İzmir,Turkey
        İzmit,Turkey
        Izola,Slovenia
        Izumo,Japan
        Jabalpur,India
        Jableh,Syria
        Jablonec nad Nisou,Czechia
        Jaboatão dos Guararapes,Brazil
        Jackson,United States
        Jacksonville,United States
        Jacmel,Haiti
        Jacó,Costa Rica
        Jacobabad,Pakistan
        Jaén,Peru
        Jaén,Spain
        Jaffna,Sri Lanka
        Jagodina,Serbia
        Jagüey Grande,Cuba
        Jahrom,Iran
        Jaipur,India
        Jaisalmer,India
        Jajce,Bosnia and Herzegovina
        Jakar,Bhutan
        Jakarta,Indonesia
        Jalal-Abad,Kyrgyzstan
        Jalalabad,Afghanistan
        Jalandhar,India
        Jalapa,Guatemala
        Jalgaon,India
        Jalingo,Nigeria
        Jamalpur,Bangladesh
        Jambi,Indonesia
        Jammu,India
        Jamnagar,India
        Jamshedpur,India
        Jamundí,Colombia
        Janakpur,Nepal
        Janjanbureh,Gambia
        Jarabacoa,Dominican Republic
        Järvenpää,Finland
        Jashore,Bangladesh
        Jasper,Canada
        Jastrzębie-Zdrój,Poland
        Jászberény,Hungary
        Jauja,Peru
        Jaworzno,Poland
        Jayapura,Indonesia
        Jebel Ali,United Arab Emirates
        Jecheon,South Korea
        Jeddah,Saudi Arabia
        Jeju,South Korea
        Jēkabpils,Latvia
        Jelenia Góra,Poland
        Jelgava,Latvia
        Jember,Indonesia
        Jena,Germany
        Jendouba,Tunisia
        Jeongeup,South Korea
        Jeonju,South Korea
        Jepara,Indonesia
        Jerash,Jordan
        Jérémie,Haiti
        Jerez de la Frontera,Spain
        Jermuk,Armenia
        Jersey City,United States
        Jerusalem,Israel
        Jesenice,Slovenia
        Jessheim,Norway
        Jesús María,Argentina
        Jezzine,Lebanon
        Jhalokati,Bangladesh
        Jhang,Pakistan
        Jhansi,India
        Jhelum,Pakistan
        Jhenaidah,Bangladesh
        Jiamusi,China
        Jiangmen,China
        Jiaoxi,Taiwan
        Jiayuguan,China
        Jičín,Czechia
        Jihlava,Czechia
        Jijel,Algeria
        Jijiga,Ethiopia
        Jilin,China
        Jimma,Ethiopia
        Jinan,China
        Jindřichův Hradec,Czechia
        Jingdezhen,China
        Jingzhou,China
        Jinhua,China
        Jinja,Uganda
        Jinju,South Korea
        Jinka,Ethiopia
        Jinotega,Nicaragua
        Jinzhou,China
        Jipijapa,Ecuador
        Jiroft,Iran
        Jiujiang,China
        Jizan,Saudi Arabia
        Jizzax,Uzbekistan
        Joal-Fadiouth,Senegal
        João Pessoa,Brazil
        Jodhpur,India
        Joensuu,Finland
        Jõgeva,Estonia
        Johannesburg,South Africa
        Johor Bahru,Malaysia
        Jõhvi,Estonia
        Joinville,Brazil
        Jolo,Philippines
        Jomsom,Nepal
        Jonava,Lithuania
        Joniškis,Lithuania
        Jönköping,Sweden
        Jos,Nigeria
        Jounieh,Lebanon
        Jovellanos,Cuba
        Jowhar,Somalia
        Joypurhat,Bangladesh
        Juazeiro do Norte,Brazil
        Juba,South Sudan
        Jubail,Saudi Arabia
        Juchitán,Mexico
        Judenburg,Austria
        Juigalpa,Nicaragua
        Juiz de Fora,Brazil
        Juliaca,Peru
        Jumla,Nepal
        Junagadh,India
        Jundiaí,Brazil
        Juneau,United States
        Junín,Argentina
        Jurbarkas,Lithuania
        Jūrmala,Latvia
        Jutiapa,Guatemala
        Juticalpa,Honduras
        Jwaneng,Botswana
        Jyväskylä,Finland
        Kabala,Sierra Leone
        Kabale,Uganda
        Kabinda,Democratic Republic of the Congo
        Kabul,Afghanistan
        Kabwe,Zambia
        Kadapa,India
        Kadoma,Zimbabwe
        Kadugli,Sudan
        Kaduna,Nigeria
        Kaechon,North Korea
        Kaédi,Mauritania
        Kaesong,North Korea
        Kaffrine,Senegal
        Kafr El Sheikh,Egypt
        Kafue,Zambia
        Kaga-Bandoro,Central African Republic
        Kagoshima,Japan
        Kahama,Tanzania
        Kahramanmaraş,Turkey
        Kaifeng,China
        Kaikōura,New Zealand
        Kailahun,Sierra Leone
        Kainantu,Papua New Guinea
        Kairouan,Tunisia
        Kaišiadorys,Lithuania
        Kaitaia,New Zealand
        Kajaani,Finland
        Kajang,Malaysia
        Kakamega,Kenya
        Kakata,Liberia
        Kakinada,India
        Kakogawa,Japan
        Kalaiya,Nepal
        Kalamata,Greece
        Kalamazoo,United States
        Kalasin,Thailand
        Kalay,Myanmar
        Kalba,United Arab Emirates
        Kalemie,Democratic Republic of the Congo
        Kalgoorlie,Australia
        Kalibo,Philippines
        Kaliningrad,Russia
        Kalinkovichi,Belarus
        Kalisz,Poland
        Kalmar,Sweden
        Kalmunai,Sri Lanka
        Kalocsa,Hungary
        Kaluga,Russia
        Kalulushi,Zambia
        Kalundborg,Denmark
        Kalush,Ukraine
        Kalutara,Sri Lanka
        Kamakura,Japan
        Kambia,Sierra Leone
        Kamianets-Podilskyi,Ukraine
        Kamianske,Ukraine
        Kamina,Democratic Republic of the Congo
        Kamloops,Canada
        Kamnik,Slovenia
        Kamoke,Pakistan
        Kampala,Uganda
        Kampen,Netherlands
        Kamphaeng Phet,Thailand
        Kampong Cham,Cambodia
        Kampong Thom,Cambodia
        Kampot,Cambodia
        Kamsar,Guinea
        Kananga,Democratic Republic of the Congo
        Kanazawa,Japan
        Kanchanaburi,Thailand
        Kanchipuram,India
        Kandahar,Afghanistan
        Kandava,Latvia
        Kandé,Togo
        Kandi,Benin
        Kandy,Sri Lanka
        Kangar,Malaysia
        Kangasala,Finland
        Kanggye,North Korea
        Kankaanpää,Finland
        Kankan,Guinea
        Kannur,India
        Kano,Nigeria
        Kanpur,India
        Kansas City,United States
        Kant,Kyrgyzstan
        Kanye,Botswana
        Kaohsiung,Taiwan
        Kaolack,Senegal
        Kapan,Armenia
        Kapchagay,Kazakhstan
        Kapchorwa,Uganda
        Kapenguria,Kenya
        Kapfenberg,Austria
        Kapiri Mposhi,Zambia
        Kapoeta,South Sudan
        Kaposvár,Hungary
        Kara,Togo
        Kara-Balta,Kyrgyzstan
        Karabük,Turkey
        Karachi,Pakistan
        Karaganda,Kazakhstan
        Karaj,Iran
        Karak,Jordan
        Karakol,Kyrgyzstan
        Karaman,Turkey
        Karasburg,Namibia
        Karatsu,Japan
        Karatu,Tanzania
        Karbala,Iraq
        Karcag,Hungary
        Karditsa,Greece
        Kärdla,Estonia
        Kardzhali,Bulgaria
        Kariba,Zimbabwe
        Karibib,Namibia
        Karima,Sudan
        Karimabad,Pakistan
        Karlovac,Croatia
        Karlovo,Bulgaria
        Karlovy Vary,Czechia
        Karlskoga,Sweden
        Karlskrona,Sweden
        Karlsruhe,Germany
        Karlstad,Sweden
        Karmiel,Israel
        Karnal,India
        Karnobat,Bulgaria
        Karoi,Zimbabwe
        Karonga,Malawi
        Karpenisi,Greece
        Karratha,Australia
        Kars,Turkey
        Karviná,Czechia
        Kasama,Zambia
        Kasane,Botswana
        Kasese,Uganda
        Kashan,Iran
        Kashgar,China
        Kashiwa,Japan
        Kashmar,Iran
        Kaskelen,Kazakhstan
        Kasongo,Democratic Republic of the Congo
        Kaspi,Georgia
        Kassala,Sudan
        Kassel,Germany
        Kasserine,Tunisia
        Kastamonu,Turkey
        Kaštela,Croatia
        Kastoria,Greece
        Kasungu,Malawi
        Kasur,Pakistan
        Katerini,Greece
        Katherine,Australia
        Kathmandu,Nepal
        Kati,Mali
        Katima Mulilo,Namibia
        Katiola,Côte d'Ivoire
        Katoomba,Australia
        Katowice,Poland
        Katrineholm,Sweden
        Katsina,Nigeria
        Kattaqo'rg'on,Uzbekistan
        Katwijk,Netherlands
        Kauhajoki,Finland
        Kaunas,Lithuania
        Kavadarci,North Macedonia
        Kavajë,Albania
        Kavala,Greece
        Kavarna,Bulgaria
        Kavieng,Papua New Guinea
        Kawagoe,Japan
        Kawasaki,Japan
        Kawthaung,Myanmar
        Kaya,Burkina Faso
        Kayanza,Burundi
        Kayes,Mali
        Kayseri,Turkey
        Kazan,Russia
        Kazanlak,Bulgaria
        Kazerun,Iran
        Kazincbarcika,Hungary
        Kébémer,Senegal
        Kébili,Tunisia
        Kecskemét,Hungary
        Kėdainiai,Lithuania
        Kediri,Indonesia
        Kédougou,Senegal
        Kędzierzyn-Koźle,Poland
        Keelung,Taiwan
        Keetmanshoop,Namibia
        Keflavík,Iceland
        Kegalle,Sri Lanka
        Keila,Estonia
        Kélibia,Tunisia
        Kells,Ireland
        Kelmė,Lithuania
        Kélo,Chad
        Kelowna,Canada
        Kemaman,Malaysia
        Kemerovo,Russia
        Kemi,Finland
        Kempsey,Australia
        Kempten,Germany
        Kendari,Indonesia
        Kenema,Sierra Leone
        Kengtung,Myanmar
        Keningau,Malaysia
        Kénitra,Morocco
        Kenmare,Ireland
        Kenosha,United States
        Kentau,Kazakhstan
        Kep,Cambodia
        Kerava,Finland
        Kerch,Ukraine
        Kerema,Papua New Guinea
        Keren,Eritrea
        Kericho,Kenya
        Kerikeri,New Zealand
        Kerki,Turkmenistan
        Kerman,Iran
        Kermanshah,Iran
        Keszthely,Hungary
        Keta,Ghana
        Kétou,Benin
        Key West,United States
        Kežmarok,Slovakia
        Kfar Saba,Israel
        Khabarovsk,Russia
        Khagrachhari,Bangladesh
        Khairpur,Pakistan
        Khamis Mushait,Saudi Arabia
        Khammam,India
        Khanewal,Pakistan
        Khanpur,Pakistan
        Kharga,Egypt
        Kharkhorin,Mongolia
        Kharkiv,Ukraine
        Khartoum,Sudan
        Khasab,Oman
        Khashuri,Georgia
        Khémisset,Morocco
        Khenchela,Algeria
        Khénifra,Morocco
        Kherson,Ukraine
        Khmelnytskyi,Ukraine
        Khobar,Saudi Arabia
        Khombole,Senegal
        Khoms,Libya
        Khon Kaen,Thailand
        Khor Fakkan,United Arab Emirates
        Khorixas,Namibia
        Khorramabad,Iran
        Khorramshahr,Iran
        Khorugh,Tajikistan
        Khost,Afghanistan
        Khouribga,Morocco
        Khovd,Mongolia
        Khoy,Iran
        Khujand,Tajikistan
        Khulna,Bangladesh
        Khuzdar,Pakistan
        Kiambu,Kenya
        Kibaha,Tanzania
        Kibungo,Rwanda
        Kibuye,Rwanda
        Kičevo,North Macedonia
        Kidal,Mali
        Kidapawan,Philippines
        Kiel,Germany
        Kielce,Poland
        Kiffa,Mauritania
        Kigali,Rwanda
        Kigoma,Tanzania
        Kikinda,Serbia
        Kikwit,Democratic Republic of the Congo
        Kilifi,Kenya
        Kilinochchi,Sri Lanka
        Kilis,Turkey
        Kilkenny,Ireland
        Kilkis,Greece
        Killarney,Ireland
        Kilmarnock,United Kingdom
        Kilosa,Tanzania
        Kilwa Masoko,Tanzania
        Kimbe,Papua New Guinea
        Kimberley,South Africa
        Kimchaek,North Korea
        Kindia,Guinea
        Kindu,Democratic Republic of the Congo
        Kingston,Canada
        Kingston,Jamaica
        Kinkala,Republic of the Congo
        Kinsale,Ireland
        Kinshasa,Democratic Republic of the Congo
        Kintampo,Ghana
        Kipushi,Democratic Republic of the Congo
        Kirakira,Solomon Islands
        Kırıkkale,Turkey
        Kirkcaldy,United Kingdom
        Kirkenes,Norway
        Kırklareli,Turkey
        Kirkuk,Iraq
        Kirov,Russia
        Kırşehir,Turkey
        Kirtipur,Nepal
        Kiruna,Sweden
        Kirundo,Burundi
        Kiryat Ata,Israel
        Kiryat Gat,Israel
        Kiryat Shmona,Israel
        Kisangani,Democratic Republic of the Congo
        Kishoreganj,Bangladesh
        Kisii,Kenya
        Kiskunfélegyháza,Hungary
        Kiskunhalas,Hungary
        Kismaayo,Somalia
        Kisoro,Uganda
        Kissidougou,Guinea
        Kisumu,Kenya
        Kita,Mali
        Kitakyushu,Japan
        Kitale,Kenya
        Kitami,Japan
        Kitchener,Canada
        Kitee,Finland
        Kitgum,Uganda
        Kittilä,Finland
        Kitui,Kenya
        Kitwe,Zambia
        Kitzbühel,Austria
        Kiunga,Papua New Guinea
        Kladno,Czechia
        Kladovo,Serbia
        Klagenfurt,Austria
        Klaipėda,Lithuania
        Klang,Malaysia
        Klatovy,Czechia
        Klerksdorp,South Africa
        Klosterneuburg,Austria
        Kluang,Malaysia
        Knin,Croatia
        Knittelfeld,Austria
        Knjaževac,Serbia
        Knokke-Heist,Belgium
        Knoxville,United States
        Knysna,South Africa
        Kobani,Syria
        Kobe,Japan
        København,Denmark
        Koblenz,Germany
        Koboko,Uganda
        Kobrin,Belarus
        Kobuleti,Georgia
        Kočani,North Macedonia
        Kočevje,Slovenia
        Kochi,India
        Kochi,Japan
        Koforidua,Ghana
        Kofu,Japan
        Køge,Denmark
        Koh Kong,Cambodia
        Kohat,Pakistan
        Kohima,India
        Kohtla-Järve,Estonia
        Koidu,Sierra Leone
        Kokkola,Finland
        Kokopo,Papua New Guinea
        Kokshetau,Kazakhstan
        Kolašin,Montenegro
        Kolda,Senegal
        Kolding,Denmark
        Kolhapur,India
        Kolín,Czechia
        Kolkata,India
        Kollam,India
        Köln,Germany
        Kołobrzeg,Poland
        Kolokani,Mali
        Kolomna,Russia
        Kolomyia,Ukraine
        Kolwezi,Democratic Republic of the Congo
        Kom Ombo,Egypt
        Komani,South Africa
        Komárno,Slovakia
        Kombolcha,Ethiopia
        Komló,Hungary
        Komotini,Greece
        Komsomolsk-on-Amur,Russia
        Kon Tum,Vietnam
        Köneürgenç,Turkmenistan
        Kongoussi,Burkina Faso
        Kongsberg,Norway
        Kongsvinger,Norway
        Konibodom,Tajikistan
        Konin,Poland
        Köniz,Switzerland
        Konjic,Bosnia and Herzegovina
        Konongo,Ghana
        Konotop,Ukraine
        Konso,Ethiopia
        Konstanz,Germany
        Kontagora,Nigeria
        Konya,Turkey
        Kópavogur,Iceland
        Koper,Slovenia
        Köping,Sweden
        Koprivnica,Croatia
        Kopřivnice,Czechia
        Koprivshtitsa,Bulgaria
        Korba,India
        Korçë,Albania
        Korčula,Croatia
        Korhogo,Côte d'Ivoire
        Koriyama,Japan
        Korogwe,Tanzania
        Koronadal,Philippines
        Korosten,Ukraine
        Korovou,Fiji
        Korsør,Denmark
        Kortrijk,Belgium
        Kos,Greece
        Košice,Slovakia
        Kostanay,Kazakhstan
        Kosti,Sudan
        Kostroma,Russia
        Koszalin,Poland
        Kőszeg,Hungary
        Kota,India
        Kota Bharu,Malaysia
        Kota Kinabalu,Malaysia
        Kotido,Uganda
        Kotka,Finland
        Kotor,Montenegro
        Kotri,Pakistan
        Kottayam,India
        Koudougou,Burkina Faso
        Koulamoutou,Gabon
        Koulikoro,Mali
        Koumra,Chad
        Koundara,Guinea
        Koungheul,Senegal
        Kousséri,Cameroon
        Koutiala,Mali
        Kouvola,Finland
        Kovel,Ukraine
        Kozani,Greece
        Kozhikode,India
        Kpalimé,Togo
        Kpandu,Ghana
        Krabi,Thailand
        Kragerø,Norway
        Kragujevac,Serbia
        Kraków,Poland
        Kraljevo,Serbia
        Kralupy nad Vltavou,Czechia
        Kramatorsk,Ukraine
        Kranj,Slovenia
        Krapina,Croatia
        Krāslava,Latvia
        Krasnodar,Russia
        Krasnoyarsk,Russia
        Kratie,Cambodia
        Krefeld,Germany
        Kremenchuk,Ukraine
        Kremnica,Slovakia
        Krems,Austria
        Kretinga,Lithuania
        Kreuzlingen,Switzerland
        Kribi,Cameroon
        Kriens,Switzerland
        Kristiansand,Norway
        Kristianstad,Sweden
        Kristiansund,Norway
        Kriva Palanka,North Macedonia
        Križevci,Croatia
        Krk,Croatia
        Krnov,Czechia
        Kroměříž,Czechia
        Kroonstad,South Africa
        Kropyvnytskyi,Ukraine
        Krosno,Poland
        Krško,Slovenia
        Krugersdorp,South Africa
        Krujë,Albania
        Kruševac,Serbia
        Kryvyi Rih,Ukraine
        Ksar el-Kébir,Morocco
        Kuah,Malaysia
        Kuala Belait,Brunei
        Kuala Kangsar,Malaysia
        Kuala Lumpur,Malaysia
        Kuala Terengganu,Malaysia
        Kuantan,Malaysia
        Kuching,Malaysia
        Kuçovë,Albania
        Kudat,Malaysia
        Kudus,Indonesia
        Kufa,Iraq
        Kufra,Libya
        Kufstein,Austria
        Kuito,Angola
        Kukës,Albania
        Kula,Serbia
        Kulai,Malaysia
        Kuldīga,Latvia
        Kulhudhuffushi,Maldives
        Kulim,Malaysia
        Kulob,Tajikistan
        Kulsary,Kazakhstan
        Kumamoto,Japan
        Kumanovo,North Macedonia
        Kumasi,Ghana
        Kumba,Cameroon
        Kumbo,Cameroon
        Kumi,Uganda
        Kunda,Estonia
        Kundiawa,Papua New Guinea
        Kunduz,Afghanistan
        Kungälv,Sweden
        Kungsbacka,Sweden
        Kunming,China
        Kununurra,Australia
        Kuopio,Finland
        Kupang,Indonesia
        Kupiansk,Ukraine
        Kupiškis,Lithuania
        Kurashiki,Japan
        Kure,Japan
        Kuressaare,Estonia
        Kurgan,Russia
        Kurigram,Bangladesh
        Kurikka,Finland
        Kurnool,India
        Kuršėnai,Lithuania
        Kursk,Russia
        Kuruman,South Africa
        Kurume,Japan
        Kurunegala,Sri Lanka
        Kuşadası,Turkey
        Kushiro,Japan
        Kushtia,Bangladesh
        Kusong,North Korea
        Kut,Iraq
        Kütahya,Turkey
        Kutaisi,Georgia
        Kutina,Croatia
        Kutná Hora,Czechia
        Kuusamo,Finland
        Kwekwe,Zimbabwe
        Kyaukpyu,Myanmar
        Kyiv,Ukraine
        Kyoto,Japan
        Kyrenia,Cyprus
        Kyustendil,Bulgaria
        Kyzyl,Russia
        Kyzyl-Kiya,Kyrgyzstan
        Kyzylorda,Kazakhstan
        L'Aquila,Italy
        L'Hospitalet de Llobregat,Spain
        La Asunción,Venezuela
        La Ceiba,Honduras
        La Chaux-de-Fonds,Switzerland
        La Chorrera,Panama
        La Goulette,Tunisia
        La Guaira,Venezuela
        La Habana,Cuba
        La Libertad,Ecuador
        La Ligua,Chile
        La Louvière,Belgium
        La Marsa,Tunisia
        La Oroya,Peru
        La Paz,Bolivia
        La Paz,Mexico
        La Plata,Argentina
        La Rioja,Argentina
        La Rochelle,France
        La Romana,Dominican Republic
        La Serena,Chile
        La Spezia,Italy
        La Unión,Chile
        La Unión,El Salvador
        La Vega,Dominican Republic
        La Victoria,Venezuela
        Laascaanood,Somalia
        Labasa,Fiji
        Labé,Guinea
        Labin,Croatia
        Labuan,Malaysia
        Labuan Bajo,Indonesia
        Laç,Albania
        Ladysmith,South Africa
        Lae,Papua New Guinea
        Lafayette,United States
        Lafia,Nigeria
        Lages,Brazil
        Laghouat,Algeria
        Lagos,Nigeria
        Lagos,Portugal
        Lahad Datu,Malaysia
        Lahan,Nepal
        Lahij,Yemen
        Lahijan,Iran
        Lahore,Pakistan
        Lahti,Finland
        Laï,Chad
        Lakatoro,Vanuatu
        Lakota,Côte d'Ivoire
        Lalibela,Ethiopia
        Lalitpur,Nepal
        Lalmonirhat,Bangladesh
        Lambaré,Paraguay
        Lambaréné,Gabon
        Lambayeque,Peru
        Lamego,Portugal
        Lamia,Greece
        Lamin,Gambia
        Lampang,Thailand
        Lamphun,Thailand
        Lamu,Kenya
        Lancaster,United Kingdom
        Lancy,Switzerland
        Landeck,Austria
        Landshut,Germany
        Landskrona,Sweden
        Lạng Sơn,Vietnam
        Langenthal,Switzerland
        Langfang,China
        Langsa,Indonesia
        Lansing,United States
        Lanzhou,China
        Lào Cai,Vietnam
        Laoag,Philippines
        Lappeenranta,Finland
        Lapu-Lapu,Philippines
        Lapua,Finland
        Lar,Iran
        Larache,Morocco
        Laredo,United States
        Larissa,Greece
        Larkana,Pakistan
        Larnaca,Cyprus
        Larvik,Norway
        Las Cruces,United States
        Las Palmas de Gran Canaria,Spain
        Las Piedras,Uruguay
        Las Piñas,Philippines
        Las Tablas,Panama
        Las Tunas,Cuba
        Las Vegas,United States
        Lashio,Myanmar
        Lashkargah,Afghanistan
        Laško,Slovenia
        Lastoursville,Gabon
        Lata,Solomon Islands
        Latacunga,Ecuador
        Latakia,Syria
        Latina,Italy
        Latur,India
        Launceston,Australia
        Lausanne,Switzerland
        Lautaro,Chile
        Lautoka,Fiji
        Laval,Canada
        Laval,France
        Lavrio,Greece
        Laytown,Ireland
        Lazarevac,Serbia
        Lázaro Cárdenas,Mexico
        Le Havre,France
        Le Kef,Tunisia
        Le Mans,France
        Lecce,Italy
        Lecco,Italy
        Leeds,United Kingdom
        Leeuwarden,Netherlands
        Lefka,Cyprus
        Leganés,Spain
        Legazpi,Philippines
        Legionowo,Poland
        Legnica,Poland
        Leh,India
        Leicester,United Kingdom
        Leiden,Netherlands
        Leipzig,Germany
        Leiria,Portugal
        Leirvik,Norway
        Leixlip,Ireland
        Lelydorp,Suriname
        Lelystad,Netherlands
        Lemvig,Denmark
        Lenakel,Vanuatu
        Lendava,Slovenia
        Lənkəran,Azerbaijan
        Léo,Burkina Faso
        Leoben,Austria
        Léogâne,Haiti
        León,Mexico
        León,Nicaragua
        León,Spain
        Leonding,Austria
        Lerdo,Mexico
        Lerum,Sweden
        Les Cayes,Haiti
        Leshan,China
        Leskovac,Serbia
        Leszno,Poland
        Lethbridge,Canada
        Lethem,Guyana
        Leticia,Colombia
        Letterkenny,Ireland
        Leuven,Belgium
        Levanger,Norway
        Leverkusen,Germany
        Levice,Slovakia
        Levin,New Zealand
        Lévis,Canada
        Levoča,Slovakia
        Levuka,Fiji
        Lexington,United States
        Lezhë,Albania
        Lhasa,China
        Lhokseumawe,Indonesia
        Liberec,Czechia
        Liberia,Costa Rica
        Librazhd,Albania
        Libreville,Gabon
        Lichinga,Mozambique
        Lida,Belarus
        Lidköping,Sweden
        Liège,Belgium
        Lieksa,Finland
        Lienz,Austria
        Liepāja,Latvia
        Lier,Belgium
        Liestal,Switzerland
        Lijiang,China
        Likasi,Democratic Republic of the Congo
        Lille,France
        Lillehammer,Norway
        Lillerød,Denmark
        Lillesand,Norway
        Lillestrøm,Norway
        Lilongwe,Malawi
        Lima,Peru
        Limache,Chile
        Limassol,Cyprus
        Limbang,Malaysia
        Limbaži,Latvia
        Limbe,Cameroon
        Limeira,Brazil
        Limerick,Ireland
        Limoges,France
        Limón,Costa Rica
        Limuru,Kenya
        Linares,Chile
        Linares,Spain
        Lincoln,United Kingdom
        Lincoln,United States
        Linden,Guyana
        Lindi,Tanzania
        Linfen,China
        Linguère,Senegal
        Linköping,Sweden
        Linstead,Jamaica
        Linyi,China
        Linz,Austria
        Lipa,Philippines
        Lipetsk,Russia
        Liptovský Mikuláš,Slovakia
        Lira,Uganda
        Lisakovsk,Kazakhstan
        Lisala,Democratic Republic of the Congo
        Lisboa,Portugal
        Lisburn,United Kingdom
        Lisieux,France
        Lismore,Australia
        Listowel,Ireland
        Litija,Slovenia
        Litoměřice,Czechia
        Little Rock,United States
        Litvínov,Czechia
        Liuzhou,China
        Livadeia,Greece
        Līvāni,Latvia
        Liverpool,United Kingdom
        Lívingston,Guatemala
        Livingstone,Zambia
        Livno,Bosnia and Herzegovina
        Livorno,Italy
        Liwonde,Malawi
        Ljubljana,Slovenia
        Ljungby,Sweden
        Ljutomer,Slovenia
        Llallagua,Bolivia
        Llandudno,United Kingdom
        Lleida,Spain
        Lobamba,Eswatini
        Lobatse,Botswana
        Lobito,Angola
        Locarno,Switzerland
        Lod,Israel
        Lodi,Italy
        Lodja,Democratic Republic of the Congo
        Lodwar,Kenya
        Łódź,Poland
        Loei,Thailand
        Logatec,Slovenia
        Logroño,Spain
        Lohja,Finland
        Loikaw,Myanmar
        Loja,Ecuador
        Lokeren,Belgium
        Lokoja,Nigeria
        Lokossa,Benin
        Lola,Guinea
        Lom,Bulgaria
        Lomé,Togo
        Łomża,Poland
        London,Canada
        London,United Kingdom
        Londonderry,United Kingdom
        Londrina,Brazil
        Long Beach,United States
        Long Xuyên,Vietnam
        Longford,Ireland
        Longreach,Australia
        Longueuil,Canada
        Longyearbyen,Norway
        Loni,India
        Lopburi,Thailand
        Lorca,Spain
        Lorengau,Papua New Guinea
        Lorica,Colombia
        Lorient,France
        Los Andes,Chile
        Los Angeles,United States
        Los Ángeles,Chile
        Los Mochis,Mexico
        Los Teques,Venezuela
        Lota,Chile
        Lotofaga,Samoa
        Louga,Senegal
        Louisville,United States
        Loulé,Portugal
        Loum,Cameroon
        Louny,Czechia
        Loures,Portugal
        Lovech,Bulgaria
        Loviisa,Finland
        Lower Hutt,New Zealand
        Loznica,Serbia
        Luanda,Angola
        Luang Namtha,Laos
        Luang Prabang,Laos
        Luanshya,Zambia
        Lubango,Angola
        Lubbock,United States
        Lübeck,Germany
        Lubin,Poland
        Lublin,Poland
        Lubny,Ukraine
        Lubuklinggau,Indonesia
        Lubumbashi,Democratic Republic of the Congo
        Lucapa,Angola
        Lucca,Italy
        Lucena,Philippines
        Lučenec,Slovakia
        Lucknow,India
        Ludbreg,Croatia
        Lüderitz,Namibia
        Ludhiana,India
        Ludvika,Sweden
        Ludwigshafen,Germany
        Ludza,Latvia
        Luena,Angola
        Lugano,Switzerland
        Luganville,Vanuatu
        Lugazi,Uganda
        Lugo,Spain
        Lugoj,Romania
        Luhansk,Ukraine
        Luján,Argentina
        Lukang,Taiwan
        Lukavac,Bosnia and Herzegovina
        Luleå,Sweden
        Lüleburgaz,Turkey
        Lumbini,Nepal
        Lumut,Malaysia
        Lund,Sweden
        Lüneburg,Germany
        Lunsar,Sierra Leone
        Luodong,Taiwan
        Luoyang,China
        Luque,Paraguay
        Lusaka,Zambia
        Lusambo,Democratic Republic of the Congo
        Lushnjë,Albania
        Lushoto,Tanzania
        Lustenau,Austria
        Luton,United Kingdom
        Lutsk,Ukraine
        Luwero,Uganda
        Luxor,Egypt
        Luzern,Switzerland
        Luzhou,China
        Lviv,Ukraine
        Lyon,France
        M'Sila,Algeria
        Ma'an,Jordan
        Maaloula,Syria
        Maardu,Estonia
        Maarianhamina,Finland
        Maastricht,Netherlands
        Mabaruma,Guyana
        Macapá,Brazil
        Macas,Ecuador
        Maceió,Brazil
        Macenta,Guinea
        Macerata,Italy
        Machakos,Kenya
        Machala,Ecuador
        Machida,Japan
        Machiques,Venezuela
        Mackay,Australia
        Macon,United States
        Mâcon,France
        Macroom,Ireland
        Madaba,Jordan
        Madang,Papua New Guinea
        Madaoua,Niger
        Madaripur,Bangladesh
        Madina,Ghana
        Madingou,Republic of the Congo
        Madison,United States
        Madiun,Indonesia
        Madona,Latvia
        Madrid,Spain
        Madurai,India
        Mae Hong Son,Thailand
        Mae Sot,Thailand
        Maebashi,Japan
        Mafeteng,Lesotho
        Mafraq,Jordan
        Magadan,Russia
        Magangué,Colombia
        Magaria,Niger
        Magburaka,Sierra Leone
        Magdanly,Turkmenistan
        Magdeburg,Germany
        Magelang,Indonesia
        Magnitogorsk,Russia
        Magong,Taiwan
        Magura,Bangladesh
        Magway,Myanmar
        Maha Sarakham,Thailand
        Mahabad,Iran
        Mahajanga,Madagascar
        Mahalapye,Botswana
        Mahdia,Tunisia
        Mahébourg,Mauritius
        Mahendranagar,Nepal
        Mahikeng,South Africa
        Mahón,Spain
        Maia,Portugal
        Maicao,Colombia
        Maidstone,United Kingdom
        Maiduguri,Nigeria
        Maintirano,Madagascar
        Mainz,Germany
        Maizuru,Japan
        Makamba,Burundi
        Makambako,Tanzania
        Makarska,Croatia
        Makassar,Indonesia
        Makati,Philippines
        Makeni,Sierra Leone
        Makhachkala,Russia
        Makhanda,South Africa
        Makó,Hungary
        Makokou,Gabon
        Makoua,Republic of the Congo
        Makurdi,Nigeria
        Malabon,Philippines
        Malacky,Slovakia
        Málaga,Spain
        Malahide,Ireland
        Malakal,South Sudan
        Malambo,Colombia
        Malang,Indonesia
        Malangwa,Nepal
        Malanje,Angola
        Malanville,Benin
        Malatya,Turkey
        Malayer,Iran
        Malbork,Poland
        Maldonado,Uruguay
        Malé,Maldives
        Malegaon,India
        Mali Lošinj,Croatia
        Malindi,Kenya
        Mallawi,Egypt
        Mallow,Ireland
        Malmedy,Belgium
        Malmesbury,South Africa
        Malmö,Sweden
        Malolos,Philippines
        Mamfe,Cameroon
        Mamou,Guinea
        Mampong,Ghana
        Man,Côte d'Ivoire
        Manacor,Spain
        Manado,Indonesia
        Managua,Nicaragua
        Manakara,Madagascar
        Mananara Avaratra,Madagascar
        Mananjary,Madagascar
        Manaus,Brazil
        Manavgat,Turkey
        Manbij,Syria
        Manchester,United Kingdom
        Manchester,United States
        Mandal,Norway
        Mandalay,Myanmar
        Mandaluyong,Philippines
        Mandaue,Philippines
        Mandera,Kenya
        Mandeville,Jamaica
        Mandi Bahauddin,Pakistan
        Manfalut,Egypt
        Manga,Burkina Faso
        Mangalia,Romania
        Mangaluru,India
        Mango,Togo
        Mangochi,Malawi
        Manica,Mozambique
        Manikganj,Bangladesh
        Manila,Philippines
        Manisa,Turkey
        Manizales,Colombia
        Manjo,Cameroon
        Mankono,Côte d'Ivoire
        Mannar,Sri Lanka
        Mannheim,Germany
        Manokwari,Indonesia
        Manpo,North Korea
        Manresa,Spain
        Mansa,Zambia
        Mansoura,Egypt
        Manta,Ecuador
        Mantova,Italy
        Manzanillo,Cuba
        Manzanillo,Mexico
        Manzini,Eswatini
        Mao,Chad
        Mao,Dominican Republic
        Maputo,Mozambique
        Maputsoe,Lesotho
        Mar del Plata,Argentina
        Marabá,Brazil
        Maracaibo,Venezuela
        Maracay,Venezuela
        Maradi,Niger
        Maragheh,Iran
        Maralal,Kenya
        Marand,Iran
        Marawi,Philippines
        Marbella,Spain
        Marche-en-Famenne,Belgium
        Mardan,Pakistan
        Mardin,Turkey
        Marg'ilon,Uzbekistan
        Margaret River,Australia
        Margate,South Africa
        Mariánské Lázně,Czechia
        Marib,Yemen
        Maribo,Denmark
        Maribor,Slovenia
        Mariental,Namibia
        Mariestad,Sweden
        Marijampolė,Lithuania
        Marikina,Philippines
        Maringá,Brazil
        Mariupol,Ukraine
        Marivan,Iran
        Marj,Libya
        Marjayoun,Lebanon
        Marka,Somalia
        Markala,Mali
        Markham,Canada
        Marmaris,Turkey
        Marneuli,Georgia
        Maroantsetra,Madagascar
        Marondera,Zimbabwe
        Maroua,Cameroon
        Marovoay,Madagascar
        Marrakech,Morocco
        Marsa Alam,Egypt
        Marsa Matruh,Egypt
        Marsabit,Kenya
        Marsala,Italy
        Marsaskala,Malta
        Marseille,France
        Marstal,Denmark
        Martigny,Switzerland
        Martil,Morocco
        Martin,Slovakia
        Martinborough,New Zealand
        Marton,New Zealand
        Marvdasht,Iran
        Mary,Turkmenistan
        Maryborough,Australia
        Masaka,Uganda
        Masasi,Tanzania
        Masaya,Nicaragua
        Masbate City,Philippines
        Mascara,Algeria
        Maseru,Lesotho
        Mashhad,Iran
        Masindi,Uganda
        Masis,Armenia
        Massakory,Chad
        Massawa,Eritrea
        Masterton,New Zealand
        Masvingo,Zimbabwe
        Matadi,Democratic Republic of the Congo
        Matagalpa,Nicaragua
        Matale,Sri Lanka
        Matam,Senegal
        Matamata,New Zealand
        Matamoros,Mexico
        Matanzas,Cuba
        Matara,Sri Lanka
        Mataram,Indonesia
        Mataró,Spain
        Matera,Italy
        Mátészalka,Hungary
        Mathura,India
        Mati,Philippines
        Matola,Mozambique
        Matosinhos,Portugal
        Matsudo,Japan
        Matsue,Japan
        Matsumoto,Japan
        Matsuyama,Japan
        Maturín,Venezuela
        Mauá,Brazil
        Maumere,Indonesia
        Maun,Botswana
        Mawlamyine,Myanmar
        Maxixe,Mozambique
        May Pen,Jamaica
        Maymana,Afghanistan
        Maynooth,Ireland
        Mazabuka,Zambia
        Mazar-i-Sharif,Afghanistan
        Mazatenango,Guatemala
        Mazatlán,Mexico
        Mažeikiai,Lithuania
        Mbabane,Eswatini
        Mbacké,Senegal
        Mbaïki,Central African Republic
        Mbala,Zambia
        Mbale,Uganda
        Mbalmayo,Cameroon
        Mbandaka,Democratic Republic of the Congo
        Mbanga,Cameroon
        Mbanza Congo,Angola
        Mbanza-Ngungu,Democratic Republic of the Congo
        Mbarara,Uganda
        Mbeya,Tanzania
        Mbombela,South Africa
        Mbouda,Cameroon
        Mbour,Senegal
        Mbuji-Mayi,Democratic Republic of the Congo
        Mdina,Malta
        Mecca,Saudi Arabia
        Mechelen,Belgium
        Medan,Indonesia
        Médéa,Algeria
        Medellín,Colombia
        Médenine,Tunisia
        Medgidia,Romania
        Mediaș,Romania
        Medicine Hat,Canada
        Medina,Saudi Arabia
        Meerut,India
        Megara,Greece
        Meherpur,Bangladesh
        Meiganga,Cameroon
        Meiktila,Myanmar
        Mejicanos,El Salvador
        Mejillones,Chile
        Mekelle,Ethiopia
        Mékhé,Senegal
        Meknès,Morocco
        Melaka,Malaysia
        Melbourne,Australia
        Melipilla,Chile
        Melitopol,Ukraine
        Melk,Austria
        Mellieħa,Malta
        Melnik,Bulgaria
        Mělník,Czechia
        Melo,Uruguay
        Melong,Cameroon
        Memphis,United States
        Ménaka,Mali
        Mendefera,Eritrea
        Mendi,Papua New Guinea
        Mendoza,Argentina
        Menen,Belgium
        Menongue,Angola
        Menzel Bourguiba,Tunisia
        Meppel,Netherlands
        Merauke,Indonesia
        Mercedes,Argentina
        Mercedes,Uruguay
        Mérida,Mexico
        Mérida,Spain
        Mérida,Venezuela
        Merlo,Argentina
        Merowe,Sudan
        Mersin,Turkey
        Mersing,Malaysia
        Merthyr Tydfil,United Kingdom
        Meru,Kenya
        Mesa,United States
        Messina,Italy
        Mestia,Georgia
        Metapán,El Salvador
        Metković,Croatia
        Metlaoui,Tunisia
        Metlika,Slovenia
        Metsovo,Greece
        Metu,Ethiopia
        Metz,France
        Mexicali,Mexico
        Meycauayan,Philippines
        Meyrin,Switzerland
        Miami,United States
        Miandoab,Iran
        Mianwali,Pakistan
        Mianyang,China
        Miaoli,Taiwan
        Miarinarivo,Madagascar
        Michalovce,Slovakia
        Middelburg,Netherlands
        Middelburg,South Africa
        Middelfart,Denmark
        Middlesbrough,United Kingdom
        Midelt,Morocco
        Midleton,Ireland
        Mielec,Poland
        Miercurea Ciuc,Romania
        Mieres,Spain
        Migori,Kenya
        Mihtarlam,Afghanistan
        Mikkeli,Finland
        Mikulov,Czechia
        Mila,Algeria
        Milagro,Ecuador
        Milano,Italy
        Mildura,Australia
        Miliana,Algeria
        Milton,Canada
        Milton Keynes,United Kingdom
        Milwaukee,United States
        Minas,Uruguay
        Minatitlán,Mexico
        Mindelo,Cape Verde
        Mingəçevir,Azerbaijan
        Mingora,Pakistan
        Minna,Nigeria
        Minneapolis,United States
        Minsk,Belarus
        Minya,Egypt
        Mira-Bhayandar,India
        Miragoâne,Haiti
        Mirandela,Portugal
        Miri,Malaysia
        Mirpur Khas,Pakistan
        Mirriah,Niger
        Miryang,South Korea
        Miskolc,Hungary
        Misrata,Libya
        Mississauga,Canada
        Missolonghi,Greece
        Missoula,United States
        Mistelbach,Austria
        Mit Ghamr,Egypt
        Mito,Japan
        Mitú,Colombia
        Mityana,Uganda
        Mixco,Guatemala
        Miyazaki,Japan
        Mizan Teferi,Ethiopia
        Mladá Boleslav,Czechia
        Mo i Rana,Norway
        Mo'ynoq,Uzbekistan
        Moa,Cuba
        Moanda,Democratic Republic of the Congo
        Moanda,Gabon
        Moatize,Mozambique
        Mobile,United States
        Moca,Dominican Republic
        Mochudi,Botswana
        Mocímboa da Praia,Mozambique
        Mocoa,Colombia
        Mocuba,Mozambique
        Modena,Italy
        Modesto,United States
        Modi'in,Israel
        Modimolle,South Africa
        Mödling,Austria
        Moengo,Suriname
        Moers,Germany
        Mogi das Cruzes,Brazil
        Mogilev,Belarus
        Mohács,Hungary
        Mohale's Hoek,Lesotho
        Mohammédia,Morocco
        Mojkovac,Montenegro
        Mojokerto,Indonesia
        Mokha,Yemen
        Mokhotlong,Lesotho
        Moknine,Tunisia
        Mokolo,Cameroon
        Mokpo,South Korea
        Molde,Norway
        Molepolole,Botswana
        Molėtai,Lithuania
        Mollendo,Peru
        Molo,Kenya
        Molodechno,Belarus
        Mombasa,Kenya
        Mompós,Colombia
        Monaghan,Ireland
        Monaragala,Sri Lanka
        Monastir,Tunisia
        Mönchengladbach,Germany
        Monclova,Mexico
        Moncton,Canada
        Monemvasia,Greece
        Móng Cái,Vietnam
        Mongar,Bhutan
        Mongo,Chad
        Mongu,Zambia
        Monor,Hungary
        Monrovia,Liberia
        Mons,Belgium
        Montana,Bulgaria
        Montañita,Ecuador
        Monte Cristi,Dominican Republic
        Montego Bay,Jamaica
        Montepuez,Mozambique
        Montería,Colombia
        Montero,Bolivia
        Monterrey,Mexico
        Montes Claros,Brazil
        Montevideo,Uruguay
        Montgomery,United States
        Monthey,Switzerland
        Montijo,Portugal
        Montluçon,France
        Montpelier,United States
        Montpellier,France
        Montréal,Canada
        Montreux,Switzerland
        Monywa,Myanmar
        Monza,Italy
        Monze,Zambia
        Moose Jaw,Canada
        Mopti,Mali
        Moquegua,Peru
        Mora,Cameroon
        Mora,Sweden
        Moradabad,India
        Moramanga,Madagascar
        Morant Bay,Jamaica
        Moratuwa,Sri Lanka
        Moree,Australia
        Morelia,Mexico
        Moreno Valley,United States
        Morges,Switzerland
        Morioka,Japan
        Morogoro,Tanzania
        Morón,Cuba
        Mörön,Mongolia
        Morondava,Madagascar
        Moroto,Uganda
        Morphou,Cyprus
        Morrinsville,New Zealand
        Moscow,Russia
        Mosfellsbær,Iceland
        Moshi,Tanzania
        Mosjøen,Norway
        Mosonmagyaróvár,Hungary
        Moss,Norway
        Mossel Bay,South Africa
        Mossendjo,Republic of the Congo
        Mossoró,Brazil
        Most,Czechia
        Mosta,Malta
        Mostaganem,Algeria
        Mostar,Bosnia and Herzegovina
        Móstoles,Spain
        Mosul,Iraq
        Motala,Sweden
        Motovun,Croatia
        Motril,Spain
        Motueka,New Zealand
        Mouila,Gabon
        Moulins,France
        Moulvibazar,Bangladesh
        Mounana,Gabon
        Moundou,Chad
        Mount Gambier,Australia
        Mount Hagen,Papua New Guinea
        Mount Isa,Australia
        Mouscron,Belgium
        Moyale,Ethiopia
        Moyamba,Sierra Leone
        Moyo,Uganda
        Moyobamba,Peru
        Mozyr,Belarus
        Mpanda,Tanzania
        Mpika,Zambia
        Mpulungu,Zambia
        Msaken,Tunisia
        Mthatha,South Africa
        Mtskheta,Georgia
        Mtwara,Tanzania
        Mu'a,Tonga
        Muang Xay,Laos
        Muar,Malaysia
        Muara,Brunei
        Mubende,Uganda
        Mubi,Nigeria
        Mudanjiang,China
        Mudgee,Australia
        Mufulira,Zambia
        Muğla,Turkey
        Mukachevo,Ukraine
        Mukah,Malaysia
        Mukalla,Yemen
        Mukdahan,Thailand
        Mukono,Uganda
        Mulanje,Malawi
        Mulhouse,France
        Mullingar,Ireland
        Multan,Pakistan
        Mumbai,India
        Mumias,Kenya
        München,Germany
        Munda,Solomon Islands
        Mungyeong,South Korea
        Munshiganj,Bangladesh
        Münster,Germany
        Muntinlupa,Philippines
        Muqdisho,Somalia
        Muramvya,Burundi
        Murang'a,Kenya
        Murcia,Spain
        Muridke,Pakistan
        Murmansk,Russia
        Muroran,Japan
        Murray Bridge,Australia
        Murree,Pakistan
        Murska Sobota,Slovenia
        Murzuq,Libya
        Muş,Turkey
        Muscat,Oman
        Muse,Myanmar
        Musina,South Africa
        Musoma,Tanzania
        Mutare,Zimbabwe
        Muttrah,Oman
        Muyinga,Burundi
        Muzaffarabad,Pakistan
        Muzaffargarh,Pakistan
        Muzaffarnagar,India
        Muzaffarpur,India
        Mwanza,Tanzania
        Mwene-Ditu,Democratic Republic of the Congo
        Mwingi,Kenya
        Mỹ Tho,Vietnam
        Myawaddy,Myanmar
        Myeik,Myanmar
        Myingyan,Myanmar
        Myitkyina,Myanmar
        Myjava,Slovakia
        Mykolaiv,Ukraine
        Mymensingh,Bangladesh
        Myrhorod,Ukraine
        Mysłowice,Poland
        Mysuru,India
        Mytilene,Greece
        Mzuzu,Malawi
        N'Djamena,Chad
        Naaldwijk,Netherlands
        Naâma,Algeria
        Naantali,Finland
        Naas,Ireland
        Nabatieh,Lebanon
        Naberezhnye Chelny,Russia
        Nabeul,Tunisia
        Nabire,Indonesia
        Nacala,Mozambique
        Náchod,Czechia
        Nadi,Fiji
        Nador,Morocco
        Næstved,Denmark
        Nafpaktos,Greece
        Nafplio,Greece
        Nag Hammadi,Egypt
        Naga,Philippines
        Nagano,Japan
        Nagasaki,Japan
        Nagoya,Japan
        Nagpur,India
        Nagua,Dominican Republic
        Nagykanizsa,Hungary
        Nagykőrös,Hungary
        Naha,Japan
        Nahariya,Israel
        Naifaru,Maldives
        Nain,Iran
        Nairobi,Kenya
        Naivasha,Kenya
        Najaf,Iraq
        Najafabad,Iran
        Najran,Saudi Arabia
        Naju,South Korea
        Nakfa,Eritrea
        Nakhodka,Russia
        Nakhon Pathom,Thailand
        Nakhon Phanom,Thailand
        Nakhon Ratchasima,Thailand
        Nakhon Sawan,Thailand
        Nakhon Si Thammarat,Thailand
        Nakskov,Denmark
        Nakuru,Kenya
        Nalchik,Russia
        Nalut,Libya
        Nam Định,Vietnam
        Namangan,Uzbekistan
        Namibe,Angola
        Nampo,North Korea
        Nampula,Mozambique
        Namsos,Norway
        Namur,Belgium
        Namwon,South Korea
        Namyangju,South Korea
        Nan,Thailand
        Nanaimo,Canada
        Nanchang,China
        Nancy,France
        Nanded,India
        Nanjing,China
        Nanning,China
        Nantes,France
        Nantong,China
        Nantou,Taiwan
        Nanyang,China
        Nanyuki,Kenya
        Naogaon,Bangladesh
        Naousa,Greece
        Napier,New Zealand
        Napoli,Italy
        Nara,Japan
        Narail,Bangladesh
        Naranjal,Ecuador
        Narathiwat,Thailand
        Narayanganj,Bangladesh
        Narbonne,France
        Narok,Kenya
        Närpiö,Finland
        Narrabri,Australia
        Narsingdi,Bangladesh
        Narva,Estonia
        Narvik,Norway
        Naryn,Kyrgyzstan
        Nashik,India
        Nashua,United States
        Nashville,United States
        Našice,Croatia
        Nasinu,Fiji
        Nasiriyah,Iraq
        Nässjö,Sweden
        Nata,Botswana
        Natal,Brazil
        Natitingou,Benin
        Natore,Bangladesh
        Naucalpan,Mexico
        Naujoji Akmenė,Lithuania
        Nausori,Fiji
        Navan,Ireland
        Năvodari,Romania
        Navoiy,Uzbekistan
        Navojoa,Mexico
        Navotas,Philippines
        Navrongo,Ghana
        Navua,Fiji
        Nawabshah,Pakistan
        Naxçıvan,Azerbaijan
        Naypyidaw,Myanmar
        Nazaré,Portugal
        Nazareth,Israel
        Nazca,Peru
        Nazilli,Turkey
        Ndalatando,Angola
        Ndélé,Central African Republic
        Ndendé,Gabon
        Ndola,Zambia
        Nebbi,Uganda
        Necochea,Argentina
        Nefta,Tunisia
        Negombo,Sri Lanka
        Negotin,Serbia
        Negotino,North Macedonia
        Negril,Jamaica
        Neiafu,Tonga
        Neiva,Colombia
        Nekemte,Ethiopia
        Nellore,India
        Nelson,New Zealand
        Néma,Mauritania
        Nenagh,Ireland
        Nepalgunj,Nepal
        Nesebar,Bulgaria
        Neskaupstaður,Iceland
        Nesoddtangen,Norway
        Nesvizh,Belarus
        Netanya,Israel
        Netrokona,Bangladesh
        Neuchâtel,Switzerland
        Neum,Bosnia and Herzegovina
        Neuquén,Argentina
        Nevers,France
        Nevşehir,Turkey
        New Amsterdam,Guyana
        New Haven,United States
        New Orleans,United States
        New Plymouth,New Zealand
        New York,United States
        Newala,Tanzania
        Newark,United States
        Newbridge,Ireland
        Newcastle,Australia
        Newcastle,South Africa
        Newcastle upon Tyne,United Kingdom
        Newport,United Kingdom
        Newport News,United States
        Newry,United Kingdom
        Neyshabur,Iran
        Nezahualcóyotl,Mexico
        Ngaoundéré,Cameroon
        Ngozi,Burundi
        Nguigmi,Niger
        Nha Trang,Vietnam
        Nhlangano,Eswatini
        Niagara Falls,Canada
        Niamey,Niger
        Niamtougou,Togo
        Nibe,Denmark
        Nice,France
        Nicosia,Cyprus
        Nicoya,Costa Rica
        Nida,Lithuania
        Nieuw Nickerie,Suriname
        Nieuwegein,Netherlands
        Niğde,Turkey
        Niigata,Japan
        Nijmegen,Netherlands
        Nikki,Benin
        Nikko,Japan
        Nikopol,Ukraine
        Nikšić,Montenegro
        Nilphamari,Bangladesh
        Nîmes,France
        Nimule,South Sudan
        Nin,Croatia
        Ningbo,China
        Ninh Bình,Vietnam
        Ninove,Belgium
        Niono,Mali
        Nioro du Rip,Senegal
        Nioro du Sahel,Mali
        Niort,France
        Niš,Serbia
        Nishinomiya,Japan
        Niterói,Brazil
        Nitra,Slovakia
        Nivelles,Belgium
        Nizamabad,India
        Nizhnevartovsk,Russia
        Nizhny Novgorod,Russia
        Nizhny Tagil,Russia
        Nizhyn,Ukraine
        Nizwa,Oman
        Njeru,Uganda
        Njombe,Tanzania
        Nkawkaw,Ghana
        Nkayi,Republic of the Congo
        Nkhata Bay,Malawi
        Nkhotakota,Malawi
        Nkongsamba,Cameroon
        Nnewi,Nigeria
        Noakhali,Bangladesh
        Nobeoka,Japan
        Nogales,Mexico
        Noida,India
        Nokia,Finland
        Nola,Central African Republic
        Nong Khai,Thailand
        Nonsan,South Korea
        Nonthaburi,Thailand
        Norfolk,United States
        Norilsk,Russia
        Noro,Solomon Islands
        Nørresundby,Denmark
        Norrköping,Sweden
        Norrtälje,Sweden
        Norsup,Vanuatu
        North Bay,Canada
        Northam,Australia
        Northampton,United Kingdom
        Norton,Zimbabwe
        Norwich,United Kingdom
        Notodden,Norway
        Notsé,Togo
        Nottingham,United Kingdom
        Nouadhibou,Mauritania
        Nouakchott,Mauritania
        Nouna,Burkina Faso
        Nova Friburgo,Brazil
        Nova Gorica,Slovenia
        Nova Iguaçu,Brazil
        Nova Zagora,Bulgaria
        Novara,Italy
        Nové Mesto nad Váhom,Slovakia
        Nové Zámky,Slovakia
        Novi Pazar,Serbia
        Novi Sad,Serbia
        Novo Hamburgo,Brazil
        Novo Mesto,Slovenia
        Novokuznetsk,Russia
        Novopolotsk,Belarus
        Novorossiysk,Russia
        Novosibirsk,Russia
        Novska,Croatia
        Nový Jičín,Czechia
        Nowra,Australia
        Nowshera,Pakistan
        Nowy Sącz,Poland
        Nsawam,Ghana
        Nsukka,Nigeria
        Ntungamo,Uganda
        Nueva Gerona,Cuba
        Nueva Guinea,Nicaragua
        Nueva Loja,Ecuador
        Nuevitas,Cuba
        Nuevo Laredo,Mexico
        Nuku'alofa,Tonga
        Nukus,Uzbekistan
        Numazu,Japan
        Nuoro,Italy
        Nurmes,Finland
        Nürnberg,Germany
        Nusaybin,Turkey
        Nuwara Eliya,Sri Lanka
        Nuweiba,Egypt
        Nyagatare,Rwanda
        Nyahururu,Kenya
        Nyala,Sudan
        Nyanza,Rwanda
        Nyaungshwe,Myanmar
        Nyborg,Denmark
        Nyeri,Kenya
        Nyíregyháza,Hungary
        Nykøbing Falster,Denmark
        Nyköping,Sweden
        Nymburk,Czechia
        Nyon,Switzerland
        Nzega,Tanzania
        Nzérékoré,Guinea
        Oakland,United States
        Oakville,Canada
        Ōamaru,New Zealand
        Oaxaca,Mexico
        Oberá,Argentina
        Oberhausen,Germany
        Óbidos,Portugal
        Obihiro,Japan
        Obrenovac,Serbia
        Obuasi,Ghana
        Ocaña,Colombia
        Ocho Rios,Jamaica
        Ocotal,Nicaragua
        Ocumare del Tuy,Venezuela
        Oda,Ghana
        Odawara,Japan
        Odda,Norway
        Ödemiş,Turkey
        Odense,Denmark
        Odesa,Ukraine
        Odienné,Côte d'Ivoire
        Odivelas,Portugal
        Odorheiu Secuiesc,Romania
        Oeiras,Portugal
        Ogbomosho,Nigeria
        Ogden,United States
        Ogoja,Nigeria
        Ogre,Latvia
        Ogulin,Croatia
        'Ohonua,Tonga
        Ohrid,North Macedonia
        Oita,Japan
        Okahandja,Namibia
        Okara,Pakistan
        Okayama,Japan
        Okazaki,Japan
        Okene,Nigeria
        Okhtyrka,Ukraine
        Oklahoma City,United States
        Ólafsvík,Iceland
        Olaine,Latvia
        Olavarría,Argentina
        Olbia,Italy
        Oldenburg,Germany
        Oldham,United Kingdom
        Oleksandriia,Ukraine
        Ölgii,Mongolia
        Olhão,Portugal
        Olinda,Brazil
        Ollantaytambo,Peru
        Olmaliq,Uzbekistan
        Olomouc,Czechia
        Olongapo,Philippines
        Ølstykke,Denmark
        Olsztyn,Poland
        Olten,Switzerland
        Oltenița,Romania
        Omagh,United Kingdom
        Omaha,United States
        Omaruru,Namibia
        Omdurman,Sudan
        Omiš,Croatia
        Omsk,Russia
        Omuta,Japan
        Ondangwa,Namibia
        Ondjiva,Angola
        Ondo,Nigeria
        Öndörkhaan,Mongolia
        Onești,Romania
        Onitsha,Nigeria
        Onomichi,Japan
        Oostende,Belgium
        Ooty,India
        Opatija,Croatia
        Opava,Czechia
        Opole,Poland
        Ōpōtiki,New Zealand
        Opuwo,Namibia
        Oradea,Romania
        Oral,Kazakhstan
        Oran,Algeria
        Orán,Argentina
        Orange,Australia
        Oranjemund,Namibia
        Orapa,Botswana
        Orašje,Bosnia and Herzegovina
        Orăștie,Romania
        Ordos,China
        Ordu,Turkey
        Örebro,Sweden
        Orel,Russia
        Orenburg,Russia
        Orestiada,Greece
        Orhei,Moldova
        Orihuela,Spain
        Orillia,Canada
        Oristano,Italy
        Orizaba,Mexico
        Orlando,United States
        Orléans,France
        Orlová,Czechia
        Ormoc,Philippines
        Ormož,Slovenia
        Örnsköldsvik,Sweden
        Orodara,Burkina Faso
        Oron,Nigeria
        Orosháza,Hungary
        Orsha,Belarus
        Orsk,Russia
        Oruro,Bolivia
        Orvieto,Italy
        Osaka,Japan
        Osan,South Korea
        Osasco,Brazil
        Osh,Kyrgyzstan
        Oshakati,Namibia
        Oshawa,Canada
        Osijek,Croatia
        Osipovichi,Belarus
        Oskarshamn,Sweden
        Oskemen,Kazakhstan
        Oslo,Norway
        Osmaniye,Turkey
        Osnabrück,Germany
        Osogbo,Nigeria
        Osorno,Chile
        Oss,Netherlands
        Östersund,Sweden
        Ostrava,Czechia
        Ostrołęka,Poland
        Ostrów Wielkopolski,Poland
        Ostrowiec Świętokrzyski,Poland
        Ostuni,Italy
        Oświęcim,Poland
        Ōtaki,New Zealand
        Otaru,Japan
        Otavalo,Ecuador
        Otavi,Namibia
        Otepää,Estonia
        Otjiwarongo,Namibia
        Otočac,Croatia
        Otranto,Italy
        Otsu,Japan
        Ottawa,Canada
        Otukpo,Nigeria
        Ouadane,Mauritania
        Ouagadougou,Burkina Faso
        Ouahigouya,Burkina Faso
        Oualata,Mauritania
        Ouargla,Algeria
        Ouarzazate,Morocco
        Oudenaarde,Belgium
        Oudtshoorn,South Africa
        Ouésso,Republic of the Congo
        Ouezzane,Morocco
        Ouidah,Benin
        Oujda,Morocco
        Oulu,Finland
        Oum El Bouaghi,Algeria
        Oumé,Côte d'Ivoire
        Ourense,Spain
        Ouro Preto,Brazil
        Ourossogui,Senegal
        Oussouye,Senegal
        Outjo,Namibia
        Ovalle,Chile
        Ovar,Portugal
        Oviedo,Spain
        Owando,Republic of the Congo
        Owen Sound,Canada
        Owerri,Nigeria
        Oxford,United Kingdom
        Oxnard,United States
        Oyem,Gabon
        Oyo,Nigeria
        Oyo,Republic of the Congo
        Ozamiz,Philippines
        Ózd,Hungary
        Ozurgeti,Georgia
        Paarl,South Africa
        Pabianice,Poland
        Pabna,Bangladesh
        Pacasmayo,Peru
        Pachuca,Mexico
        Padang,Indonesia
        Padang Sidempuan,Indonesia
        Pader,Uganda
        Paderborn,Germany
        Padova,Italy
        Pag,Croatia
        Pagadian,Philippines
        Pai,Thailand
        Paide,Estonia
        Pailin,Cambodia
        Paisley,United Kingdom
        Paita,Peru
        Paju,South Korea
        Pak Kret,Thailand
        Pakokku,Myanmar
        Pakpattan,Pakistan
        Paks,Hungary
        Paksan,Laos
        Pakse,Laos
        Pala,Chad
        Palakkad,India
        Palanga,Lithuania
        Palangka Raya,Indonesia
        Palapye,Botswana
        Palembang,Indonesia
        Palencia,Spain
        Palermo,Italy
        Pallisa,Uganda
        Palma,Spain
        Palma Soriano,Cuba
        Palmas,Brazil
        Palmerston North,New Zealand
        Palmira,Colombia
        Palmyra,Syria
        Palopo,Indonesia
        Palu,Indonesia
        Pamplona,Spain
        Panadura,Sri Lanka
        Panagyurishte,Bulgaria
        Panajachel,Guatemala
        Panaji,India
        Panauti,Nepal
        Pančevo,Serbia
        Panchagarh,Bangladesh
        Panevėžys,Lithuania
        Pangai,Tonga
        Pangkalpinang,Indonesia
        Panipat,India
        Panjakent,Tajikistan
        Pápa,Hungary
        Paphos,Cyprus
        Paraćin,Serbia
        Paraguarí,Paraguay
        Paraíso,Costa Rica
        Parakou,Benin
        Paralimni,Cyprus
        Paramaribo,Suriname
        Paraná,Argentina
        Parañaque,Philippines
        Paraparaumu,New Zealand
        Paraty,Brazil
        Pardubice,Czechia
        Parga,Greece
        Pariaman,Indonesia
        Paris,France
        Parkes,Australia
        Parma,Italy
        Parnaíba,Brazil
        Pärnu,Estonia
        Paro,Bhutan
        Parral,Chile
        Parral,Mexico
        Partizánske,Slovakia
        Pasadena,United States
        Pasay,Philippines
        Pașcani,Romania
        Pasig,Philippines
        Passau,Germany
        Passo Fundo,Brazil
        Pasto,Colombia
        Pasuruan,Indonesia
        Pasvalys,Lithuania
        Pathein,Myanmar
        Patiala,India
        Patna,India
        Patos,Albania
        Patras,Greece
        Pattani,Thailand
        Pattaya,Thailand
        Patuakhali,Bangladesh
        Pau,France
        Paulista,Brazil
        Pavia,Italy
        Pavlodar,Kazakhstan
        Pavlohrad,Ukraine
        Payakumbuh,Indonesia
        Paysandú,Uruguay
        Pazardzhik,Bulgaria
        Pazin,Croatia
        Pécs,Hungary
        Pedra Badejo,Cape Verde
        Pedro Juan Caballero,Paraguay
        Pekalongan,Indonesia
        Pekanbaru,Indonesia
        Pelhřimov,Czechia
        Pelotas,Brazil
        Pematangsiantar,Indonesia
        Pemba,Mozambique
        Penafiel,Portugal
        Peniche,Portugal
        Penonomé,Panama
        Pensacola,United States
        Penticton,Canada
        Penza,Russia
        Peoria,United States
        Perchtoldsdorf,Austria
        Pereira,Colombia
        Pergamino,Argentina
        Périgueux,France
        Perm,Russia
        Përmet,Albania
        Pernik,Bulgaria
        Perpignan,France
        Perth,Australia
        Perth,United Kingdom
        Perugia,Italy
        Pesaro,Italy
        Pescara,Italy
        Peshawar,Pakistan
        Peshkopi,Albania
        Peshtera,Bulgaria
        Petah Tikva,Israel
        Petaling Jaya,Malaysia
        Petauke,Zambia
        Peterborough,Canada
        Peterborough,United Kingdom
        Pétion-Ville,Haiti
        Petrich,Bulgaria
        Petrinja,Croatia
        Petrolina,Brazil
        Petropavl,Kazakhstan
        Petropavlovsk-Kamchatsky,Russia
        Petrópolis,Brazil
        Petroșani,Romania
        Petrozavodsk,Russia
        Pezinok,Slovakia
        Pforzheim,Germany
        Phalaborwa,South Africa
        Phan Rang,Vietnam
        Phan Thiết,Vietnam
        Phatthalung,Thailand
        Phayao,Thailand
        Phetchabun,Thailand
        Phetchaburi,Thailand
        Philadelphia,United States
        Phitsanulok,Thailand
        Phnom Penh,Cambodia
        Phoenix,United States
        Phongsaly,Laos
        Phonsavan,Laos
        Phrae,Thailand
        Phủ Lý,Vietnam
        Phú Quốc,Vietnam
        Phuket,Thailand
        Phuntsholing,Bhutan
        Piacenza,Italy
        Piatra Neamț,Romania
        Picton,New Zealand
        Piedecuesta,Colombia
        Piedras Negras,Mexico
        Pieksämäki,Finland
        Piešťany,Slovakia
        Pietermaritzburg,South Africa
        Piggs Peak,Eswatini
        Pikine,Senegal
        Piła,Poland
        Pilar,Paraguay
        Pinar del Río,Cuba
        Pingtung,Taiwan
        Pinsk,Belarus
        Piotrków Trybunalski,Poland
        Piracicaba,Brazil
        Piraeus,Greece
        Piran,Slovenia
        Piriápolis,Uruguay
        Pirojpur,Bangladesh
        Pirot,Serbia
        Pisa,Italy
        Pisco,Peru
        Písek,Czechia
        Pistoia,Italy
        Pita,Guinea
        Pitalito,Colombia
        Piteå,Sweden
        Pitești,Romania
        Pittsburgh,United States
        Piura,Peru
        Placetas,Cuba
        Plano,United States
        Plasencia,Spain
        Plauen,Germany
        Plav,Montenegro
        Playa del Carmen,Mexico
        Playas,Ecuador
        Pleebo,Liberia
        Pleiku,Vietnam
        Plettenberg Bay,South Africa
        Pleven,Bulgaria
        Pljevlja,Montenegro
        Ploče,Croatia
        Płock,Poland
        Ploiești,Romania
        Plovdiv,Bulgaria
        Plumtree,Zimbabwe
        Plungė,Lithuania
        Plymouth,United Kingdom
        Plzeň,Czechia
        Pobè,Benin
        Pocatello,United States
        Poděbrady,Czechia
        Podgorica,Montenegro
        Podor,Senegal
        Pogradec,Albania
        Pohang,South Korea
        Point Fortin,Trinidad and Tobago
        Pointe-Noire,Republic of the Congo
        Poipet,Cambodia
        Poitiers,France
        Pokhara,Nepal
        Polis,Cyprus
        Polokwane,South Africa
        Polonnaruwa,Sri Lanka
        Polotsk,Belarus
        Poltava,Ukraine
        Põltsamaa,Estonia
        Põlva,Estonia
        Pomorie,Bulgaria
        Ponferrada,Spain
        Ponta Delgada,Portugal
        Ponta Grossa,Brazil
        Pontevedra,Spain
        Pontian,Malaysia
        Pontianak,Indonesia
        Poole,United Kingdom
        Popayán,Colombia
        Poperinge,Belgium
        Popondetta,Papua New Guinea
        Popovo,Bulgaria
        Poprad,Slovakia
        Poreč,Croatia
        Pori,Finland
        Porirua,New Zealand
        Porlamar,Venezuela
        Porsgrunn,Norway
        Port Antonio,Jamaica
        Port Augusta,Australia
        Port Dickson,Malaysia
        Port Harcourt,Nigeria
        Port Hedland,Australia
        Port Lincoln,Australia
        Port Loko,Sierra Leone
        Port Louis,Mauritius
        Port Macquarie,Australia
        Port Moresby,Papua New Guinea
        Port of Spain,Trinidad and Tobago
        Port Pirie,Australia
        Port Said,Egypt
        Port Shepstone,South Africa
        Port Sudan,Sudan
        Port Vila,Vanuatu
        Port-au-Prince,Haiti
        Port-de-Paix,Haiti
        Port-Gentil,Gabon
        Portalegre,Portugal
        Portimão,Portugal
        Portland,United States
        Portlaoise,Ireland
        Portmore,Jamaica
        Porto,Portugal
        Porto Alegre,Brazil
        Porto Amboim,Angola
        Porto Novo,Cape Verde
        Porto Seguro,Brazil
        Porto Velho,Brazil
        Porto-Novo,Benin
        Portobelo,Panama
        Portoviejo,Ecuador
        Portsmouth,United Kingdom
        Porvenir,Chile
        Porvoo,Finland
        Posadas,Argentina
        Postojna,Slovenia
        Potchefstroom,South Africa
        Potenza,Italy
        Poti,Georgia
        Potiskum,Nigeria
        Potosí,Bolivia
        Potsdam,Germany
        Pouytenga,Burkina Faso
        Považská Bystrica,Slovakia
        Póvoa de Varzim,Portugal
        Poza Rica,Mexico
        Požarevac,Serbia
        Požega,Croatia
        Poznań,Poland
        Prabumulih,Indonesia
        Prachinburi,Thailand
        Praha,Czechia
        Praia,Cape Verde
        Prato,Italy
        Prayagraj,India
        Predeal,Romania
        Preiļi,Latvia
        Přerov,Czechia
        Prešov,Slovakia
        Preston,United Kingdom
        Pretoria,South Africa
        Preveza,Greece
        Prey Veng,Cambodia
        Priboj,Serbia
        Příbram,Czechia
        Prienai,Lithuania
        Prievidza,Slovakia
        Prijedor,Bosnia and Herzegovina
        Prijepolje,Serbia
        Prilep,North Macedonia
        Prince Albert,Canada
        Prince George,Canada
        Prince Rupert,Canada
        Princes Town,Trinidad and Tobago
        Probolinggo,Indonesia
        Prokuplje,Serbia
        Prostějov,Czechia
        Providence,United States
        Provo,United States
        Przemyśl,Poland
        Pskov,Russia
        Ptolemaida,Greece
        Ptuj,Slovenia
        Pucallpa,Peru
        Púchov,Slovakia
        Pucón,Chile
        Puducherry,India
        Puebla,Mexico
        Puente Alto,Chile
        Puerto Ayacucho,Venezuela
        Puerto Ayora,Ecuador
        Puerto Aysén,Chile
        Puerto Barrios,Guatemala
        Puerto Cabello,Venezuela
        Puerto Cabezas,Nicaragua
        Puerto Carreño,Colombia
        Puerto Cortés,Honduras
        Puerto Escondido,Mexico
        Puerto Iguazú,Argentina
        Puerto La Cruz,Venezuela
        Puerto Madryn,Argentina
        Puerto Maldonado,Peru
        Puerto Montt,Chile
        Puerto Natales,Chile
        Puerto Padre,Cuba
        Puerto Plata,Dominican Republic
        Puerto Princesa,Philippines
        Puerto Suárez,Bolivia
        Puerto Vallarta,Mexico
        Puerto Varas,Chile
        Pujehun,Sierra Leone
        Pukekohe,New Zealand
        Pul-i-Khumri,Afghanistan
        Pula,Croatia
        Puli,Taiwan
        Pully,Switzerland
        Punakha,Bhutan
        Pune,India
        Puno,Peru
        Punta Arenas,Chile
        Punta Cana,Dominican Republic
        Punta del Este,Uruguay
        Puntarenas,Costa Rica
        Punto Fijo,Venezuela
        Puriscal,Costa Rica
        Purmerend,Netherlands
        Pursat,Cambodia
        Purwokerto,Indonesia
        Pushkar,India
        Putian,China
        Putrajaya,Malaysia
        Puttalam,Sri Lanka
        Puyo,Ecuador
        Pyapon,Myanmar
        Pyay,Myanmar
        Pyeongtaek,South Korea
        Pyin Oo Lwin,Myanmar
        Pyongyang,North Korea
        Pyrgos,Greece
        Qacha's Nek,Lesotho
        Qalat,Afghanistan
        Qamishli,Syria
        Qarshi,Uzbekistan
        Qatif,Saudi Arabia
        Qazvin,Iran
        Qəbələ,Azerbaijan
        Qena,Egypt
        Qingdao,China
        Qinhuangdao,China
        Qiqihar,China
        Qo'qon,Uzbekistan
        Qom,Iran
        Qormi,Malta
        Quảng Ngãi,Vietnam
        Quanzhou,China
        Quatre Bornes,Mauritius
        Quba,Azerbaijan
        Quchan,Iran
        Québec,Canada
        Quedlinburg,Germany
        Queenstown,New Zealand
        Quelimane,Mozambique
        Quellón,Chile
        Queluz,Portugal
        Quepos,Costa Rica
        Querétaro,Mexico
        Quetta,Pakistan
        Quetzaltenango,Guatemala
        Quevedo,Ecuador
        Quezon City,Philippines
        Quibdó,Colombia
        Quillacollo,Bolivia
        Quillota,Chile
        Quilpué,Chile
        Quimper,France
        Quinhámel,Guinea-Bissau
        Quito,Ecuador
        Quthing,Lesotho
        Quy Nhơn,Vietnam
        Ra'anana,Israel
        Raahe,Finland
        Raasepori,Finland
        Rab,Croatia
        Rabak,Sudan
        Rabat,Malta
        Rabat,Morocco
        Rabaul,Papua New Guinea
        Rabigh,Saudi Arabia
        Rạch Giá,Vietnam
        Racibórz,Poland
        Racine,United States
        Rădăuți,Romania
        Radom,Poland
        Radomir,Bulgaria
        Radoviš,North Macedonia
        Radovljica,Slovenia
        Radviliškis,Lithuania
        Rafaela,Argentina
        Rafha,Saudi Arabia
        Rafsanjan,Iran
        Raglan,New Zealand
        Ragusa,Italy
        Rahat,Israel
        Rahim Yar Khan,Pakistan
        Raipur,India
        Raisio,Finland
        Rajahmundry,India
        Rajbari,Bangladesh
        Rajbiraj,Nepal
        Rajkot,India
        Rajshahi,Bangladesh
        Rakhiv,Ukraine
        Rakiraki,Fiji
        Rakovski,Bulgaria
        Rakvere,Estonia
        Raleigh,United States
        Ramadi,Iraq
        Ramat Gan,Israel
        Ramla,Israel
        Râmnicu Vâlcea,Romania
        Ramotswa,Botswana
        Rampur,India
        Ramsar,Iran
        Ramtha,Jordan
        Ranau,Malaysia
        Rancagua,Chile
        Ranchi,India
        Randers,Denmark
        Rangamati,Bangladesh
        Rangiora,New Zealand
        Rangpur,Bangladesh
        Ranong,Thailand
        Rapla,Estonia
        Rapperswil-Jona,Switzerland
        Raqqa,Syria
        Ras Al Khaimah,United Arab Emirates
        Ras Gharib,Egypt
        Ras Tanura,Saudi Arabia
        Raseiniai,Lithuania
        Rasht,Iran
        Rason,North Korea
        Ratchaburi,Thailand
        Ratnagiri,India
        Ratnapura,Sri Lanka
        Raub,Malaysia
        Rauma,Finland
        Ravenna,Italy
        Ravne na Koroškem,Slovenia
        Rawalpindi,Pakistan
        Rawang,Malaysia
        Rawson,Argentina
        Rayong,Thailand
        Razgrad,Bulgaria
        Reading,United Kingdom
        Rechitsa,Belarus
        Recife,Brazil
        Reconquista,Argentina
        Red Deer,Canada
        Redcliff,Zimbabwe
        Regensburg,Germany
        Reggio Calabria,Italy
        Reggio Emilia,Italy
        Reghin,Romania
        Regina,Canada
        Rehoboth,Namibia
        Rehovot,Israel
        Reims,France
        Relizane,Algeria
        Remedios,Cuba
        Remscheid,Germany
        Renens,Switzerland
        Rennes,France
        Reno,United States
        Réo,Burkina Faso
        Resistencia,Argentina
        Reșița,Romania
        Ressano Garcia,Mozambique
        Retalhuleu,Guatemala
        Rethymno,Greece
        Reus,Spain
        Reutlingen,Germany
        Reykjavík,Iceland
        Reynosa,Mexico
        Rēzekne,Latvia
        Rhodes,Greece
        Ribe,Denmark
        Ribeira Grande,Cape Verde
        Ribeirão Preto,Brazil
        Riberalta,Bolivia
        Rîbnița,Moldova
        Richard-Toll,Senegal
        Richards Bay,South Africa
        Richmond,Canada
        Richmond,United States
        Ridder,Kazakhstan
        Ried im Innkreis,Austria
        Riehen,Switzerland
        Rieti,Italy
        Rīga,Latvia
        Riihimäki,Finland
        Rijeka,Croatia
        Rimavská Sobota,Slovakia
        Rimini,Italy
        Rimouski,Canada
        Ringkøbing,Denmark
        Ringsted,Denmark
        Rio Branco,Brazil
        Río Cuarto,Argentina
        Rio de Janeiro,Brazil
        Río Gallegos,Argentina
        Rio Grande,Brazil
        Río Grande,Argentina
        Rio Tinto,Portugal
        Riobamba,Ecuador
        Riohacha,Colombia
        Rionegro,Colombia
        Rishikesh,India
        Rishon LeZion,Israel
        Risør,Norway
        Rissani,Morocco
        Rivas,Nicaragua
        Rivera,Uruguay
        Riverside,United States
        Rivne,Ukraine
        Riyadh,Saudi Arabia
        Rize,Turkey
        Roanne,France
        Roanoke,United States
        Robertsport,Liberia
        Rocha,Uruguay
        Rochdale,United Kingdom
        Rochefort,France
        Rochester,United States
        Rockford,United States
        Rockhampton,Australia
        Roermond,Netherlands
        Roeselare,Belgium
        Rogachev,Belarus
        Rohtak,India
        Roi Et,Thailand
        Rokiškis,Lithuania
        Rokycany,Czechia
        Rolleston,New Zealand
        Roma,Australia
        Roma,Italy
        Roman,Romania
        Romny,Ukraine
        Ronda,Spain
        Rondonópolis,Brazil
        Rønne,Denmark
        Roosendaal,Netherlands
        Røros,Norway
        Rosario,Argentina
        Roscommon,Ireland
        Rose Belle,Mauritius
        Rosetta,Egypt
        Rosh HaAyin,Israel
        Roskilde,Denmark
        Rosso,Mauritania
        Rostock,Germany
        Rostov-on-Don,Russia
        Rothenburg ob der Tauber,Germany
        Rotherham,United Kingdom
        Rotorua,New Zealand
        Rotterdam,Netherlands
        Roubaix,France
        Rouen,France
        Rourkela,India
        Rouyn-Noranda,Canada
        Rovaniemi,Finland
        Rovigo,Italy
        Rovinj,Croatia
        Roxas City,Philippines
        Rožaje,Montenegro
        Rožňava,Slovakia
        Rubio,Venezuela
        Ruda Śląska,Poland
        Rudny,Kazakhstan
        Rufisque,Senegal
        Ruhengeri,Rwanda
        Ruiru,Kenya
        Rukungiri,Uganda
        Ruma,Serbia
        Rumbek,South Sudan
        Rumonge,Burundi
        Rumphi,Malawi
        Rundu,Namibia
        Rurrenabaque,Bolivia
        Rusape,Zimbabwe
        Ruse,Bulgaria
        Russeifa,Jordan
        Russell,New Zealand
        Rust,Austria
        Rustaq,Oman
        Rustavi,Georgia
        Rustenburg,South Africa
        Ruyigi,Burundi
        Ružomberok,Slovakia
        Rwamagana,Rwanda
        Ryazan,Russia
        Rybinsk,Russia
        Rybnik,Poland
        Rzeszów,Poland
        's-Hertogenbosch,Netherlands
        Sa Đéc,Vietnam
        Sa Pa,Vietnam
        Sa'dah,Yemen
        Saalfelden,Austria
        Saarbrücken,Germany
        Šabac,Serbia
        Sabadell,Spain
        Sabanalarga,Colombia
        Sabang,Indonesia
        Sabha,Libya
        Sabratha,Libya
        Sabzevar,Iran
        Sacaba,Bolivia
        Sacheon,South Korea
        Sacramento,United States
        Sadiqabad,Pakistan
        Safaga,Egypt
        Safed,Israel
        Safi,Morocco
        Safotu,Samoa
        Safranbolu,Turkey
        Saga,Japan
        Sagaing,Myanmar
        Sagamihara,Japan
        Sagamu,Nigeria
        Sagua la Grande,Cuba
        Saguenay,Canada
        Sagunto,Spain
        Saharanpur,India
        Sahiwal,Pakistan
        Saïda,Algeria
        Saidpur,Bangladesh
        Sainshand,Mongolia
        Saint John,Canada
        Saint Petersburg,Russia
        Saint-Étienne,France
        Saint-Hyacinthe,Canada
        Saint-Louis,Senegal
        Saint-Malo,France
        Saint-Marc,Haiti
        Saint-Nazaire,France
        Saintes,France
        Saitama,Japan
        Sakai,Japan
        Sakaka,Saudi Arabia
        Sakata,Japan
        Sakété,Benin
        Saki,Nigeria
        Sakon Nakhon,Thailand
        Sal Rei,Cape Verde
        Sala,Sweden
        Šaľa,Slovakia
        Salaga,Ghana
        Salalah,Oman
        Salamá,Guatemala
        Salamanca,Mexico
        Salamanca,Spain
        Salamiyah,Syria
        Salaspils,Latvia
        Salatiga,Indonesia
        Salavan,Laos
        Saldanha,South Africa
        Saldus,Latvia
        Salé,Morocco
        Salekhard,Russia
        Salelologa,Samoa
        Salem,India
        Salem,United States
        Salerno,Italy
        Salgótarján,Hungary
        Salima,Malawi
        Salinas,Ecuador
        Salisbury,United Kingdom
        Salo,Finland
        Salt,Jordan
        Salt Lake City,United States
        Salta,Argentina
        Saltillo,Mexico
        Salto,Uruguay
        Saltpond,Ghana
        Salvador,Brazil
        Saly,Senegal
        Salyan,Azerbaijan
        Salzburg,Austria
        Salzgitter,Germany
        Sam Neua,Laos
        Samaipata,Bolivia
        Samalut,Egypt
        Samaná,Dominican Republic
        Samara,Russia
        Samarinda,Indonesia
        Samarqand,Uzbekistan
        Samarra,Iraq
        Samawah,Iraq
        Şamaxı,Azerbaijan
        Sambalpur,India
        Sambava,Madagascar
        Samcheok,South Korea
        Samdrup Jongkhar,Bhutan
        Same,Tanzania
        Samobor,Croatia
        Samokov,Bulgaria
        Samsun,Turkey
        Samtredia,Georgia
        Samtse,Bhutan
        Samundri,Pakistan
        Samut Prakan,Thailand
        Samut Sakhon,Thailand
        San,Mali
        San Antonio,Chile
        San Antonio,United States
        San Antonio de los Baños,Cuba
        San Bernardino,United States
        San Bernardo,Chile
        San Borja,Bolivia
        San Carlos de Bariloche,Argentina
        San Cristóbal,Dominican Republic
        San Cristóbal,Venezuela
        San Cristóbal de las Casas,Mexico
        San Diego,United States
        San Felipe,Chile
        San Felipe,Venezuela
        San Fernando,Chile
        San Fernando,Philippines
        San Fernando,Trinidad and Tobago
        San Fernando de Apure,Venezuela
        San Francisco,Argentina
        San Francisco,United States
        San Francisco de Macorís,Dominican Republic
        San Ġwann,Malta
        San Isidro de El General,Costa Rica
        San Jose,United States
        San José,Costa Rica
        San José de las Lajas,Cuba
        San José de Mayo,Uruguay
        San José del Cabo,Mexico
        San Juan,Argentina
        San Juan de los Morros,Venezuela
        San Lorenzo,Paraguay
        San Luis,Argentina
        San Luis Potosí,Mexico
        San Martín,Argentina
        San Martín de los Andes,Argentina
        San Miguel,El Salvador
        San Miguel de Allende,Mexico
        San Miguel de Tucumán,Argentina
        San Miguelito,Panama
        San Nicolás de los Arroyos,Argentina
        San Pedro de Atacama,Chile
        San Pedro de Macorís,Dominican Republic
        San Pedro Sula,Honduras
        San Rafael,Argentina
        San Salvador,El Salvador
        San Salvador de Jujuy,Argentina
        San Sebastián,Spain
        San-Pédro,Côte d'Ivoire
        Sana'a,Yemen
        Sanandaj,Iran
        Sancti Spíritus,Cuba
        Sandakan,Malaysia
        Sandanski,Bulgaria
        Sandefjord,Norway
        Sandnes,Norway
        Sandomierz,Poland
        Sandviken,Sweden
        Sangju,South Korea
        Sangmélima,Cameroon
        Sangre Grande,Trinidad and Tobago
        Şanlıurfa,Turkey
        Sanniquellie,Liberia
        Sanok,Poland
        Sanremo,Italy
        Santa Ana,El Salvador
        Santa Ana,United States
        Santa Clara,Cuba
        Santa Clarita,United States
        Santa Cruz,Costa Rica
        Santa Cruz de la Sierra,Bolivia
        Santa Cruz de Tenerife,Spain
        Santa Elena,Ecuador
        Santa Fe,Argentina
        Santa Fe,United States
        Santa Maria,Brazil
        Santa Maria,Cape Verde
        Santa Marta,Colombia
        Santa Rosa,Argentina
        Santa Rosa,Ecuador
        Santa Rosa,United States
        Santa Rosa de Copán,Honduras
        Santander,Spain
        Santarém,Brazil
        Santarém,Portugal
        Santiago,Chile
        Santiago,Philippines
        Santiago de Compostela,Spain
        Santiago de Cuba,Cuba
        Santiago de los Caballeros,Dominican Republic
        Santiago de Veraguas,Panama
        Santiago del Estero,Argentina
        Santo André,Brazil
        Santo Domingo,Dominican Republic
        Santo Domingo,Ecuador
        Santo Tirso,Portugal
        Santos,Brazil
        Sanya,China
        São Bernardo do Campo,Brazil
        São Filipe,Cape Verde
        São Gonçalo,Brazil
        São José do Rio Preto,Brazil
        São José dos Campos,Brazil
        São Luís,Brazil
        São Paulo,Brazil
        Sapele,Nigeria
        Sapporo,Japan
        Saqqez,Iran
        Sar-e Pol,Afghanistan
        Saraburi,Thailand
        Sarajevo,Bosnia and Herzegovina
        Sarandë,Albania
        Saransk,Russia
        Sarasota,United States
        Saratov,Russia
        Sargodha,Pakistan
        Sarh,Chad
        Sari,Iran
        Sarikei,Malaysia
        Sariwon,North Korea
        Sarnen,Switzerland
        Sarnia,Canada
        Sarny,Ukraine
        Sarpsborg,Norway
        Sárvár,Hungary
        Saryagash,Kazakhstan
        Sasebo,Japan
        Saskatoon,Canada
        Sasolburg,South Africa
        Sassandra,Côte d'Ivoire
        Sassari,Italy
        Sastamala,Finland
        Satara,India
        Satbayev,Kazakhstan
        Satkhira,Bangladesh
        Satu Mare,Romania
        Satun,Thailand
        Sauðárkrókur,Iceland
        Sault Ste. Marie,Canada
        Saumur,France
        Saurimo,Angola
        Savalou,Benin
        Savanna-la-Mar,Jamaica
        Savannah,United States
        Savannakhet,Laos
        Savar,Bangladesh
        Savè,Benin
        Saveh,Iran
        Savona,Italy
        Savonlinna,Finland
        Savusavu,Fiji
        Sayyan,Yemen
        Scarborough,Trinidad and Tobago
        Schaffhausen,Switzerland
        Schiedam,Netherlands
        Schwaz,Austria
        Schwechat,Austria
        Schwerin,Germany
        Schwyz,Switzerland
        Scottsdale,United States
        Scranton,United States
        Scunthorpe,United Kingdom
        Sderot,Israel
        Seattle,United States
        Secunda,South Africa
        Sédhiou,Senegal
        Seeb,Oman
        Sefrou,Morocco
        Segamat,Malaysia
        Segbwema,Sierra Leone
        Ségou,Mali
        Segovia,Spain
        Séguéla,Côte d'Ivoire
        Seinäjoki,Finland
        Seixal,Portugal
        Seiyun,Yemen
        Sejong,South Korea
        Şəki,Azerbaijan
        Sekondi,Ghana
        Selfoss,Iceland
        Sélibaby,Mauritania
        Selibe Phikwe,Botswana
        Semarang,Indonesia
        Semera,Ethiopia
        Semey,Kazakhstan
        Semnan,Iran
        Semporna,Malaysia
        Senaki,Georgia
        Sendai,Japan
        Senec,Slovakia
        Senica,Slovakia
        Senj,Croatia
        Sennar,Sudan
        Senta,Serbia
        Seogwipo,South Korea
        Seongnam,South Korea
        Seosan,South Korea
        Seoul,South Korea
        Sepang,Malaysia
        Sept-Îles,Canada
        Seraing,Belgium
        Serang,Indonesia
        Serdar,Turkmenistan
        Serekunda,Gambia
        Seremban,Malaysia
        Seria,Brunei
        Serowe,Botswana
        Serpukhov,Russia
        Serra,Brazil
        Serres,Greece
        Sesheke,Zambia
        Sesimbra,Portugal
        Sète,France
        Sétif,Algeria
        Settat,Morocco
        Setúbal,Portugal
        Sevan,Armenia
        Sévaré,Mali
        Severodvinsk,Russia
        Sevilla,Spain
        Sevlievo,Bulgaria
        Seyðisfjörður,Iceland
        Sežana,Slovenia
        Sfântu Gheorghe,Romania
        Sfax,Tunisia
        Shah Alam,Malaysia
        Shahr-e Kord,Iran
        Shahrisabz,Uzbekistan
        Shahrud,Iran
        Shakawe,Botswana
        Shakhty,Russia
        Shanghai,China
        Shannon,Ireland
        Shantou,China
        Shaoxing,China
        Shariatpur,Bangladesh
        Sharjah,United Arab Emirates
        Sharm El Sheikh,Egypt
        Shashamane,Ethiopia
        Shawinigan,Canada
        Shchuchinsk,Kazakhstan
        Sheberghan,Afghanistan
        Sheffield,United Kingdom
        Sheikhupura,Pakistan
        Shendi,Sudan
        Shenyang,China
        Shenzhen,China
        Shepparton,Australia
        Sherbrooke,Canada
        Sherpur,Bangladesh
        Shibam,Yemen
        Shibin El Kom,Egypt
        Shigatse,China
        Shijiazhuang,China
        Shikarpur,Pakistan
        Shillong,India
        Shimla,India
        Shimonoseki,Japan
        Shinyanga,Tanzania
        Shiraz,Iran
        Shire,Ethiopia
        Shivamogga,India
        Shizuoka,Japan
        Shkodër,Albania
        Shostka,Ukraine
        Shreveport,United States
        Shrewsbury,United Kingdom
        Shubra El Kheima,Egypt
        Shumen,Bulgaria
        Shurugwi,Zimbabwe
        Shushtar,Iran
        Shwebo,Myanmar
        Shymkent,Kazakhstan
        Si Racha,Thailand
        Sialkot,Pakistan
        Šiauliai,Lithuania
        Siavonga,Zambia
        Siaya,Kenya
        Šibenik,Croatia
        Sibi,Pakistan
        Sibiti,Republic of the Congo
        Sibiu,Romania
        Sibolga,Indonesia
        Sibu,Malaysia
        Sibut,Central African Republic
        Sicuani,Peru
        Siddharthanagar,Nepal
        Sidi Bel Abbès,Algeria
        Sidi Bou Saïd,Tunisia
        Sidi Bouzid,Tunisia
        Sidi Ifni,Morocco
        Sidi Kacem,Morocco
        Sidi Slimane,Morocco
        Sidon,Lebanon
        Siedlce,Poland
        Siegen,Germany
        Siem Reap,Cambodia
        Siena,Italy
        Sierre,Switzerland
        Sigatoka,Fiji
        Sighetu Marmației,Romania
        Sighișoara,Romania
        Sighnaghi,Georgia
        Siglufjörður,Iceland
        Sigtuna,Sweden
        Siguatepeque,Honduras
        Siguiri,Guinea
        Sigulda,Latvia
        Sihanoukville,Cambodia
        Siheung,South Korea
        Siirt,Turkey
        Sikasso,Mali
        Silay,Philippines
        Siliana,Tunisia
        Siliguri,India
        Silistra,Bulgaria
        Silkeborg,Denmark
        Sillamäe,Estonia
        Šilutė,Lithuania
        Silves,Portugal
        Simferopol,Ukraine
        Simunye,Eswatini
        Sinaia,Romania
        Sincelejo,Colombia
        Sines,Portugal
        Sinfra,Côte d'Ivoire
        Sing Buri,Thailand
        Singaraja,Indonesia
        Singida,Tanzania
        Singkawang,Indonesia
        Sinj,Croatia
        Sinjar,Iraq
        Sinop,Turkey
        Sint-Niklaas,Belgium
        Sint-Truiden,Belgium
        Sintra,Portugal
        Sinuiju,North Korea
        Siófok,Hungary
        Sion,Switzerland
        Sioux Falls,United States
        Siping,China
        Siracusa,Italy
        Siraha,Nepal
        Sirajganj,Bangladesh
        Sirjan,Iran
        Şırnak,Turkey
        Široki Brijeg,Bosnia and Herzegovina
        Sirte,Libya
        Şirvan,Azerbaijan
        Sisak,Croatia
        Sisaket,Thailand
        Sisian,Armenia
        Sisophon,Cambodia
        Siteki,Eswatini
        Sitia,Greece
        Sittard,Netherlands
        Sittwe,Myanmar
        Sivas,Turkey
        Siwa,Egypt
        Sjenica,Serbia
        Skagen,Denmark
        Skalica,Slovakia
        Skanderborg,Denmark
        Skardu,Pakistan
        Skeldon,Guyana
        Skellefteå,Sweden
        Skerries,Ireland
        Ski,Norway
        Skien,Norway
        Skikda,Algeria
        Skive,Denmark
        Škofja Loka,Slovenia
        Skopje,North Macedonia
        Skövde,Sweden
        Slagelse,Denmark
        Slatina,Romania
        Slavonski Brod,Croatia
        Sliema,Malta
        Sligo,Ireland
        Sliven,Bulgaria
        Slobozia,Romania
        Slonim,Belarus
        Slough,United Kingdom
        Slovenj Gradec,Slovenia
        Slovenska Bistrica,Slovenia
        Sloviansk,Ukraine
        Slunj,Croatia
        Słupsk,Poland
        Slutsk,Belarus
        Smederevo,Serbia
        Smila,Ukraine
        Smiltene,Latvia
        Smolensk,Russia
        Smolyan,Bulgaria
        Smorgon,Belarus
        Sneek,Netherlands
        Snina,Slovakia
        Soacha,Colombia
        Sobral,Brazil
        Sóc Trăng,Vietnam
        Sochi,Russia
        Sodankylä,Finland
        Söderhamn,Sweden
        Södertälje,Sweden
        Sodo,Ethiopia
        Sofia,Bulgaria
        Sogamoso,Colombia
        Sohag,Egypt
        Sohar,Oman
        Soignies,Belgium
        Sokcho,South Korea
        Sokodé,Togo
        Sokolov,Czechia
        Sokone,Senegal
        Sokoto,Nigeria
        Sola,Vanuatu
        Solapur,India
        Soledad,Colombia
        Soligorsk,Belarus
        Solihull,United Kingdom
        Solin,Croatia
        Solingen,Germany
        Solok,Indonesia
        Sololá,Guatemala
        Solothurn,Switzerland
        Solwezi,Zambia
        Soma,Gambia
        Sombor,Serbia
        Somoto,Nicaragua
        Sơn La,Vietnam
        Sønderborg,Denmark
        Sondrio,Italy
        Songea,Tanzania
        Songkhla,Thailand
        Songnim,North Korea
        Sonipat,India
        Sonsonate,El Salvador
        Sopot,Poland
        Sopron,Hungary
        Soria,Spain
        Soroca,Moldova
        Sorocaba,Brazil
        Sorong,Indonesia
        Soroti,Uganda
        Sorsogon City,Philippines
        Sosnowiec,Poland
        Sotouboua,Togo
        Soubré,Côte d'Ivoire
        Souillac,Mauritius
        Souk Ahras,Algeria
        Sousse,Tunisia
        South Bend,United States
        Southampton,United Kingdom
        Southend-on-Sea,United Kingdom
        Soweto,South Africa
        Soyapango,El Salvador
        Soyo,Angola
        Sozopol,Bulgaria
        Spa,Belgium
        Spanish Town,Jamaica
        Sparta,Greece
        Spijkenisse,Netherlands
        Spišská Nová Ves,Slovakia
        Spitak,Armenia
        Spittal an der Drau,Austria
        Split,Croatia
        Spokane,United States
        Spoleto,Italy
        Springbok,South Africa
        Springfield,United States
        Srebrenik,Bosnia and Herzegovina
        Sremska Mitrovica,Serbia
        Sremski Karlovci,Serbia
        Sri Aman,Malaysia
        Srinagar,India
        St. Catharines,Canada
        St. Gallen,Switzerland
        St. John's,Canada
        St. Louis,United States
        St. Moritz,Switzerland
        St. Paul,United States
        St. Petersburg,United States
        St. Pölten,Austria
        Stafford,United Kingdom
        Stalowa Wola,Poland
        Standerton,South Africa
        Stans,Switzerland
        Stará Ľubovňa,Slovakia
        Stara Pazova,Serbia
        Stara Zagora,Bulgaria
        Stargard,Poland
        Stavanger,Norway
        Stavropol,Russia
        Steinkjer,Norway
        Stellenbosch,South Africa
        Stepnogorsk,Kazakhstan
        Sterlitamak,Russia
        Steyr,Austria
        Štip,North Macedonia
        Stirling,United Kingdom
        Stjørdalshalsen,Norway
        Stockerau,Austria
        Stockholm,Sweden
        Stockport,United Kingdom
        Stockton,United States
        Stoke-on-Trent,United Kingdom
        Strakonice,Czechia
        Stralsund,Germany
        Strängnäs,Sweden
        Strasbourg,France
        Strășeni,Moldova
        Stratford,Canada
        Stratford,New Zealand
        Strovolos,Cyprus
        Struer,Denmark
        Struga,North Macedonia
        Strumica,North Macedonia
        Stryi,Ukraine
        Stung Treng,Cambodia
        Štúrovo,Slovakia
        Stuttgart,Germany
        Stykkishólmur,Iceland
        Suakin,Sudan
        Subang Jaya,Malaysia
        Subotica,Serbia
        Suceava,Romania
        Suchitoto,El Salvador
        Sucre,Bolivia
        Sudbury,Canada
        Suez,Egypt
        Suhum,Ghana
        Sukabumi,Indonesia
        Sükhbaatar,Mongolia
        Sukhothai,Thailand
        Sukkur,Pakistan
        Sulaymaniyah,Iraq
        Suleja,Nigeria
        Sullana,Peru
        Sumbawanga,Tanzania
        Sumbe,Angola
        Summerside,Canada
        Šumperk,Czechia
        Sumqayıt,Azerbaijan
        Sumy,Ukraine
        Sunamganj,Bangladesh
        Suncheon,South Korea
        Sunchon,North Korea
        Sunderland,United Kingdom
        Sundsvall,Sweden
        Sungai Petani,Malaysia
        Sunshine Coast,Australia
        Sunyani,Ghana
        Suphan Buri,Thailand
        Sur,Oman
        Surabaya,Indonesia
        Surakarta,Indonesia
        Surat,India
        Surat Thani,Thailand
        Surdulica,Serbia
        Surgut,Russia
        Surigao City,Philippines
        Surin,Thailand
        Surrey,Canada
        Suva,Fiji
        Suwałki,Poland
        Suwon,South Korea
        Suzdal,Russia
        Suzhou,China
        Svay Rieng,Cambodia
        Švenčionys,Lithuania
        Svendborg,Denmark
        Sveti Nikole,North Macedonia
        Svetlogorsk,Belarus
        Svilengrad,Bulgaria
        Svishtov,Bulgaria
        Svitavy,Czechia
        Svolvær,Norway
        Swabi,Pakistan
        Swakopmund,Namibia
        Swan Hill,Australia
        Swansea,United Kingdom
        Swellendam,South Africa
        Świdnica,Poland
        Świętochłowice,Poland
        Swindon,United Kingdom
        Świnoujście,Poland
        Swords,Ireland
        Sydney,Australia
        Sydney,Canada
        Syktyvkar,Russia
        Sylhet,Bangladesh
        Syracuse,United States
        Szarvas,Hungary
        Szczecin,Poland
        Szeged,Hungary
        Székesfehérvár,Hungary
        Szekszárd,Hungary
        Szentendre,Hungary
        Szentes,Hungary
        Szigetszentmiklós,Hungary
        Szolnok,Hungary
        Szombathely,Hungary
        Taastrup,Denmark
        Tabarka,Tunisia
        Tabas,Iran
        Tabligbo,Togo
        Tábor,Czechia
        Tabora,Tanzania
        Tabou,Côte d'Ivoire
        Tabriz,Iran
        Tabubil,Papua New Guinea
        Tabuk,Saudi Arabia
        Tachileik,Myanmar
        Tacloban,Philippines
        Tacna,Peru
        Tacoma,United States
        Tacuarembó,Uruguay
        Taebaek,South Korea
        Tafilah,Jordan
        Taganrog,Russia
        Tagaytay,Philippines
        Tagbilaran,Philippines
        Taguig,Philippines
        Tagum,Philippines
        Tahoua,Niger
        Taichung,Taiwan
        Taif,Saudi Arabia
        Tainan,Taiwan
        Taipei,Taiwan
        Taiping,Malaysia
        Taitung,Taiwan
        Taiyuan,China
        Taiz,Yemen
        Tak,Thailand
        Takamatsu,Japan
        Takasaki,Japan
        Takatsuki,Japan
        Takeo,Cambodia
        Takoradi,Ghana
        Tal Afar,Iraq
        Talara,Peru
        Talas,Kyrgyzstan
        Talca,Chile
        Talcahuano,Chile
        Taldykorgan,Kazakhstan
        Talgar,Kazakhstan
        Talisay,Philippines
        Tallahassee,United States
        Tallinn,Estonia
        Taloqan,Afghanistan
        Talsi,Latvia
        Taltal,Chile
        Tam Kỳ,Vietnam
        Tamale,Ghana
        Tamanrasset,Algeria
        Tambacounda,Senegal
        Tambov,Russia
        Tampa,United States
        Tampere,Finland
        Tampico,Mexico
        Tamworth,Australia
        Tân An,Vietnam
        Tan-Tan,Morocco
        Tanchon,North Korea
        Tandil,Argentina
        Tando Allahyar,Pakistan
        Tanga,Tanzania
        Tangail,Bangladesh
        Tangalle,Sri Lanka
        Tanger,Morocco
        Tangerang,Indonesia
        Tangshan,China
        Tanguiéta,Benin
        Tanjungpinang,Indonesia
        Tansen,Nepal
        Tanta,Egypt
        Taormina,Italy
        Taourirt,Morocco
        Taoyuan,Taiwan
        Tapachula,Mexico
        Tapah,Malaysia
        Tarakan,Indonesia
        Taranto,Italy
        Tarapoto,Peru
        Taraz,Kazakhstan
        Tarbes,France
        Taree,Australia
        Targovishte,Bulgaria
        Târgoviște,Romania
        Târgu Jiu,Romania
        Târgu Mureș,Romania
        Tarhuna,Libya
        Tari,Papua New Guinea
        Táriba,Venezuela
        Tarija,Bolivia
        Tarim,Yemen
        Tarime,Tanzania
        Tarinkot,Afghanistan
        Tarkwa,Ghana
        Tarlac City,Philippines
        Tarma,Peru
        Tarnów,Poland
        Taroudant,Morocco
        Tarrafal,Cape Verde
        Tarragona,Spain
        Tarsus,Turkey
        Tartagal,Argentina
        Tartu,Estonia
        Tartus,Syria
        Tasikmalaya,Indonesia
        Tata,Hungary
        Tatabánya,Hungary
        Tataouine,Tunisia
        Taubaté,Brazil
        Taumarunui,New Zealand
        Taunggyi,Myanmar
        Taungoo,Myanmar
        Taunton,United Kingdom
        Taupō,New Zealand
        Tauragė,Lithuania
        Tauranga,New Zealand
        Taveta,Kenya
        Tavira,Portugal
        Tavua,Fiji
        Tawau,Malaysia
        Taxco,Mexico
        Tây Ninh,Vietnam
        Taza,Morocco
        Tbilisi,Georgia
        Tchamba,Togo
        Tchaourou,Benin
        Tchibanga,Gabon
        Tczew,Poland
        Te Anau,New Zealand
        Te Awamutu,New Zealand
        Te Kūiti,New Zealand
        Te Puke,New Zealand
        Tébessa,Algeria
        Téboursouk,Tunisia
        Techiman,Ghana
        Tegal,Indonesia
        Tegucigalpa,Honduras
        Tehran,Iran
        Tehuacán,Mexico
        Tejen,Turkmenistan
        Tekirdağ,Turkey
        Tel Aviv,Israel
        Tela,Honduras
        Telavi,Georgia
        Telč,Czechia
        Telford,United Kingdom
        Telfs,Austria
        Télimélé,Guinea
        Telšiai,Lithuania
        Teluk Intan,Malaysia
        Tema,Ghana
        Témara,Morocco
        Temerin,Serbia
        Temerloh,Malaysia
        Temirtau,Kazakhstan
        Tempe,United States
        Temuco,Chile
        Temuka,New Zealand
        Tena,Ecuador
        Tengréla,Côte d'Ivoire
        Tenkodogo,Burkina Faso
        Tepelenë,Albania
        Tepic,Mexico
        Teplice,Czechia
        Teramo,Italy
        Teresina,Brazil
        Teresópolis,Brazil
        Termiz,Uzbekistan
        Termoli,Italy
        Ternate,Indonesia
        Terneuzen,Netherlands
        Terni,Italy
        Ternitz,Austria
        Ternopil,Ukraine
        Terrassa,Spain
        Teruel,Spain
        Teseney,Eritrea
        Teshie,Ghana
        Tessaoua,Niger
        Tete,Mozambique
        Tétouan,Morocco
        Tetovo,North Macedonia
        Teyateyaneng,Lesotho
        Thaba-Tseka,Lesotho
        Thái Bình,Vietnam
        Thái Nguyên,Vietnam
        Thakhek,Laos
        Thakurgaon,Bangladesh
        Thames,New Zealand
        Thandwe,Myanmar
        Thane,India
        Thanh Hóa,Vietnam
        Thành phố Hồ Chí Minh,Vietnam
        Thanjavur,India
        Thaton,Myanmar
        Thatta,Pakistan
        Thebes,Greece
        Thessaloniki,Greece
        Thiès,Senegal
        Thika,Kenya
        Thilogne,Senegal
        Thimphu,Bhutan
        Thinadhoo,Maldives
        Thiruvananthapuram,India
        Thisted,Denmark
        Thohoyandou,South Africa
        Þorlákshöfn,Iceland
        Thrissur,India
        Thủ Dầu Một,Vietnam
        Thun,Switzerland
        Thunder Bay,Canada
        Thurles,Ireland
        Thyolo,Malawi
        Tianjin,China
        Tianshui,China
        Tiaret,Algeria
        Tibati,Cameroon
        Tiberias,Israel
        Tidjikja,Mauritania
        Tiel,Netherlands
        Tienen,Belgium
        Tihany,Hungary
        Tijuana,Mexico
        Tiko,Cameroon
        Tikrit,Iraq
        Tilburg,Netherlands
        Tillabéri,Niger
        Timaru,New Zealand
        Timika,Indonesia
        Timimoun,Algeria
        Timișoara,Romania
        Timmins,Canada
        Tindouf,Algeria
        Tinghir,Morocco
        Tingo María,Peru
        Tipaza,Algeria
        Tipperary,Ireland
        Tiranë,Albania
        Tiraspol,Moldova
        Tiruchirappalli,India
        Tirunelveli,India
        Tivaouane,Senegal
        Tivat,Montenegro
        Tizi Ouzou,Algeria
        Tiznit,Morocco
        Tlalnepantla,Mexico
        Tlaquepaque,Mexico
        Tlaxcala,Mexico
        Tlemcen,Algeria
        Tlokweng,Botswana
        Toamasina,Madagascar
        Tobruk,Libya
        Tocoa,Honduras
        Tocopilla,Chile
        Tokaj,Hungary
        Tokat,Turkey
        Tokmok,Kyrgyzstan
        Tokoroa,New Zealand
        Tokushima,Japan
        Tokyo,Japan
        Tôlagnaro,Madagascar
        Toledo,Spain
        Toledo,United States
        Toliara,Madagascar
        Tolmin,Slovenia
        Toluca,Mexico
        Tolyatti,Russia
        Tomar,Portugal
        Tomaszów Mazowiecki,Poland
        Tombouctou,Mali
        Tombua,Angola
        Tomé,Chile
        Tomsk,Russia
        Tonalá,Mexico
        Tønder,Denmark
        Tongeren,Belgium
        Tongi,Bangladesh
        Tongyeong,South Korea
        Tønsberg,Norway
        Toowoomba,Australia
        Topeka,United States
        Toplița,Romania
        Topola,Serbia
        Topoľčany,Slovakia
        Torbat-e Heydarieh,Iran
        Torino,Italy
        Torit,South Sudan
        Tornio,Finland
        Törökszentmiklós,Hungary
        Toronto,Canada
        Tororo,Uganda
        Torquay,United Kingdom
        Torremolinos,Spain
        Torreón,Mexico
        Torres Vedras,Portugal
        Tortosa,Spain
        Toruń,Poland
        Toshkent,Uzbekistan
        Totonicapán,Guatemala
        Tottori,Japan
        Touba,Côte d'Ivoire
        Touba,Senegal
        Toufen,Taiwan
        Touggourt,Algeria
        Toulon,France
        Toulouse,France
        Toumodi,Côte d'Ivoire
        Tourcoing,France
        Tournai,Belgium
        Tours,France
        Townsville,Australia
        Toyama,Japan
        Toyohashi,Japan
        Toyonaka,Japan
        Toyota,Japan
        Tozeur,Tunisia
        Trà Vinh,Vietnam
        Trabzon,Turkey
        Traiskirchen,Austria
        Trakai,Lithuania
        Tralee,Ireland
        Tramore,Ireland
        Trang,Thailand
        Trapani,Italy
        Traralgon,Australia
        Trashigang,Bhutan
        Trat,Thailand
        Traun,Austria
        Travnik,Bosnia and Herzegovina
        Trbovlje,Slovenia
        Třebíč,Czechia
        Trebinje,Bosnia and Herzegovina
        Trebišov,Slovakia
        Trece Martires,Philippines
        Treinta y Tres,Uruguay
        Trelew,Argentina
        Trelleborg,Sweden
        Trenčín,Slovakia
        Trento,Italy
        Trenton,United States
        Tres Arroyos,Argentina
        Treviso,Italy
        Trier,Germany
        Trieste,Italy
        Trikala,Greece
        Trim,Ireland
        Trincomalee,Sri Lanka
        Třinec,Czechia
        Trinidad,Bolivia
        Trinidad,Cuba
        Trinidad,Uruguay
        Triolet,Mauritius
        Tripoli,Greece
        Tripoli,Lebanon
        Tripoli,Libya
        Trnava,Slovakia
        Trogir,Croatia
        Trois-Rivières,Canada
        Trollhättan,Sweden
        Tromsø,Norway
        Trondheim,Norway
        Trongsa,Bhutan
        Troyan,Bulgaria
        Troyes,France
        Trujillo,Honduras
        Trujillo,Peru
        Trujillo,Spain
        Trujillo,Venezuela
        Truro,Canada
        Truro,United Kingdom
        Trutnov,Czechia
        Tryavna,Bulgaria
        Tržič,Slovenia
        Tsabong,Botswana
        Tsetserleg,Mongolia
        Tsévié,Togo
        Tshikapa,Democratic Republic of the Congo
        Tsiroanomandidy,Madagascar
        Tskaltubo,Georgia
        Tsukuba,Japan
        Tsumeb,Namibia
        Tsuruga,Japan
        Tsuruoka,Japan
        Tuban,Indonesia
        Tübingen,Germany
        Tubize,Belgium
        Tubmanburg,Liberia
        Tucson,United States
        Tucupita,Venezuela
        Tudela,Spain
        Tuguegarao,Philippines
        Tukums,Latvia
        Tukuyu,Tanzania
        Tula,Russia
        Tulagi,Solomon Islands
        Tulcán,Ecuador
        Tulcea,Romania
        Tullamore,Ireland
        Tulln,Austria
        Tulsa,United States
        Tulsipur,Nepal
        Tuluá,Colombia
        Tumaco,Colombia
        Tumakuru,India
        Tumbes,Peru
        Tunapuna,Trinidad and Tobago
        Tunceli,Turkey
        Tunduma,Tanzania
        Tunis,Tunisia
        Tunja,Colombia
        Tupiza,Bolivia
        Turaif,Saudi Arabia
        Turbat,Pakistan
        Turbo,Colombia
        Turda,Romania
        Türi,Estonia
        Turkistan,Kazakhstan
        Türkmenabat,Turkmenistan
        Türkmenbaşy,Turkmenistan
        Turku,Finland
        Turmero,Venezuela
        Turnhout,Belgium
        Turnov,Czechia
        Turpan,China
        Turrialba,Costa Rica
        Tursunzoda,Tajikistan
        Tuscaloosa,United States
        Tutong,Brunei
        Tuxtla Gutiérrez,Mexico
        Tuy Hòa,Vietnam
        Tuyên Quang,Vietnam
        Tuzla,Bosnia and Herzegovina
        Tvedestrand,Norway
        Tver,Russia
        Tychy,Poland
        Tyre,Lebanon
        Tyumen,Russia
        Tzaneen,South Africa
        Ubari,Libya
        Úbeda,Spain
        Uberaba,Brazil
        Uberlândia,Brazil
        Ubon Ratchathani,Thailand
        Ubud,Indonesia
        Udaipur,India
        Uddevalla,Sweden
        Udine,Italy
        Udon Thani,Thailand
        Udupi,India
        Ufa,Russia
        Ughelli,Nigeria
        Uherské Hradiště,Czechia
        Uíge,Angola
        Uijeongbu,South Korea
        Uji,Japan
        Ujjain,India
        Ukmergė,Lithuania
        Ulaanbaatar,Mongolia
        Ulaangom,Mongolia
        Ulan-Ude,Russia
        Ulcinj,Montenegro
        Uliastai,Mongolia
        Ulladulla,Australia
        Ulm,Germany
        Ulsan,South Korea
        Ulundi,South Africa
        Ulyanovsk,Russia
        Umag,Croatia
        Uman,Ukraine
        Umeå,Sweden
        Umhlanga,South Africa
        Umm Al Quwain,United Arab Emirates
        Umm al-Fahm,Israel
        Umm Qasr,Iraq
        Umuahia,Nigeria
        Unaizah,Saudi Arabia
        Ungheni,Moldova
        Uông Bí,Vietnam
        Upata,Venezuela
        Upington,South Africa
        Upper Hutt,New Zealand
        Uppsala,Sweden
        Urbino,Italy
        Urganch,Uzbekistan
        Ürgüp,Turkey
        Urgut,Uzbekistan
        Urmia,Iran
        Uruapan,Mexico
        Urubamba,Peru
        Uruguaiana,Brazil
        Ürümqi,China
        Uşak,Turkey
        Usakos,Namibia
        Ushuaia,Argentina
        Uster,Switzerland
        Ústí nad Labem,Czechia
        Usulután,El Salvador
        Utena,Lithuania
        Utrecht,Netherlands
        Utsunomiya,Japan
        Uttaradit,Thailand
        Uusikaupunki,Finland
        Uvira,Democratic Republic of the Congo
        Uwajima,Japan
        Uyo,Nigeria
        Uyuni,Bolivia
        Uzgen,Kyrgyzstan
        Uzhhorod,Ukraine
        Užice,Serbia
        Vaasa,Finland
        Vác,Hungary
        Vacoas,Mauritius
        Vadodara,India
        Vadsø,Norway
        Vadstena,Sweden
        Vagharshapat,Armenia
        Vahdat,Tajikistan
        Vaitele,Samoa
        Val-d'Or,Canada
        Valašské Meziříčí,Czechia
        Valdivia,Chile
        Valence,France
        Valencia,Spain
        Valencia,Venezuela
        Valenzuela,Philippines
        Valera,Venezuela
        Valga,Estonia
        Valjevo,Serbia
        Valka,Latvia
        Valkeakoski,Finland
        Valladolid,Mexico
        Valladolid,Spain
        Valle de la Pascua,Venezuela
        Valledupar,Colombia
        Vallenar,Chile
        Valletta,Malta
        Valmiera,Latvia
        Valparaíso,Chile
        Van,Turkey
        Vanadzor,Armenia
        Vancouver,Canada
        Vang Vieng,Laos
        Vanimo,Papua New Guinea
        Vannes,France
        Vantaa,Finland
        Varadero,Cuba
        Varanasi,India
        Varaždin,Croatia
        Varberg,Sweden
        Varde,Denmark
        Vardø,Norway
        Varėna,Lithuania
        Varese,Italy
        Varkaus,Finland
        Varna,Bulgaria
        Värnamo,Sweden
        Várpalota,Hungary
        Várzea Grande,Brazil
        Vaslui,Romania
        Västerås,Sweden
        Västervik,Sweden
        Vasto,Italy
        Vatomandry,Madagascar
        Vatra Dornei,Romania
        Vaughan,Canada
        Vavoua,Côte d'Ivoire
        Vavuniya,Sri Lanka
        Växjö,Sweden
        Veenendaal,Netherlands
        Vehari,Pakistan
        Vejle,Denmark
        Velenje,Slovenia
        Veles,North Macedonia
        Velika Gorica,Croatia
        Veliko Tarnovo,Bulgaria
        Veliky Novgorod,Russia
        Vélingara,Senegal
        Velingrad,Bulgaria
        Vellore,India
        Venado Tuerto,Argentina
        Venezia,Italy
        Venlo,Netherlands
        Vennesla,Norway
        Ventspils,Latvia
        Veracruz,Mexico
        Vercelli,Italy
        Verdalsøra,Norway
        Vereeniging,South Africa
        Veria,Greece
        Vernier,Switzerland
        Vernon,Canada
        Verona,Italy
        Versailles,France
        Verviers,Belgium
        Vestmannaeyjar,Iceland
        Veszprém,Hungary
        Veurne,Belgium
        Vevey,Switzerland
        Vị Thanh,Vietnam
        Viana do Castelo,Portugal
        Viareggio,Italy
        Vibo Valentia,Italy
        Viborg,Denmark
        Vic,Spain
        Vicenza,Italy
        Vichy,France
        Victoria,Canada
        Victoria,Chile
        Victoria,Malta
        Victoria Falls,Zimbabwe
        Victoriaville,Canada
        Vicuña,Chile
        Vidin,Bulgaria
        Viedma,Argentina
        Vientiane,Laos
        Việt Trì,Vietnam
        Vigan,Philippines
        Vigo,Spain
        Vijayawada,India
        Vík í Mýrdal,Iceland
        Vila Nova de Gaia,Portugal
        Vila Real,Portugal
        Vila Velha,Brazil
        Vilankulo,Mozambique
        Viljandi,Estonia
        Vilkaviškis,Lithuania
        Villa Alemana,Chile
        Villa de Cura,Venezuela
        Villa de Leyva,Colombia
        Villa María,Argentina
        Villa Mercedes,Argentina
        Villa Nueva,Guatemala
        Villach,Austria
        Villahermosa,Mexico
        Villarrica,Chile
        Villarrica,Paraguay
        Villavicencio,Colombia
        Villazón,Bolivia
        Villeurbanne,France
        Vilnius,Lithuania
        Vilvoorde,Belgium
        Viña del Mar,Chile
        Viñales,Cuba
        Vinh,Vietnam
        Vĩnh Long,Vietnam
        Vĩnh Yên,Vietnam
        Vinica,North Macedonia
        Vinkovci,Croatia
        Vinnytsia,Ukraine
        Virginia Beach,United States
        Virovitica,Croatia
        Visaginas,Lithuania
        Visakhapatnam,India
        Visby,Sweden
        Visegrád,Hungary
        Višegrad,Bosnia and Herzegovina
        Viseu,Portugal
        Visoko,Bosnia and Herzegovina
        Visp,Switzerland
        Vitebsk,Belarus
        Viterbo,Italy
        Vitória,Brazil
        Vitória da Conquista,Brazil
        Vitoria-Gasteiz,Spain
        Vlaardingen,Netherlands
        Vladikavkaz,Russia
        Vladimir,Russia
        Vladivostok,Russia
        Vlissingen,Netherlands
        Vlorë,Albania
        Vöcklabruck,Austria
        Vogan,Togo
        Vohémar,Madagascar
        Voi,Kenya
        Voinjama,Liberia
        Volgograd,Russia
        Volkovysk,Belarus
        Volksrust,South Africa
        Vologda,Russia
        Volos,Greece
        Volta Redonda,Brazil
        Volzhsky,Russia
        Vordingborg,Denmark
        Vorkuta,Russia
        Voronezh,Russia
        Võru,Estonia
        Voss,Norway
        Vranje,Serbia
        Vranov nad Topľou,Slovakia
        Vratsa,Bulgaria
        Vrbas,Serbia
        Vredendal,South Africa
        Vrhnika,Slovenia
        Vrnjačka Banja,Serbia
        Vršac,Serbia
        Vryburg,South Africa
        Vsetín,Czechia
        Vukovar,Croatia
        Vũng Tàu,Vietnam
        Vyborg,Russia
        Vyškov,Czechia
        Wa,Ghana
        Waalwijk,Netherlands
        Wabag,Papua New Guinea
        Waco,United States
        Wad Madani,Sudan
        Wädenswil,Switzerland
        Wadi Halfa,Sudan
        Wadi Musa,Jordan
        Wagga Wagga,Australia
        Wah,Pakistan
        Waihi,New Zealand
        Waimate,New Zealand
        Waingapu,Indonesia
        Waipukurau,New Zealand
        Wairoa,New Zealand
        Wajir,Kenya
        Wakayama,Japan
        Wakefield,United Kingdom
        Waku Kungo,Angola
        Wałbrzych,Poland
        Walsall,United Kingdom
        Walvis Bay,Namibia
        Wamena,Indonesia
        Wānaka,New Zealand
        Wangaratta,Australia
        Wangdue Phodrang,Bhutan
        Waregem,Belgium
        Warnes,Bolivia
        Warri,Nigeria
        Warrnambool,Australia
        Warszawa,Poland
        Warwick,Australia
        Washington,United States
        Watamu,Kenya
        Waterford,Ireland
        Waterloo,Canada
        Waterloo,Sierra Leone
        Watsa,Democratic Republic of the Congo
        Wau,Papua New Guinea
        Wau,South Sudan
        Wavre,Belgium
        Webuye,Kenya
        Weert,Netherlands
        Weifang,China
        Weimar,Germany
        Weiz,Austria
        Wejherowo,Poland
        Weligama,Sri Lanka
        Welkom,South Africa
        Wellington,New Zealand
        Wels,Austria
        Wenchi,Ghana
        Wenzhou,China
        Westport,Ireland
        Westport,New Zealand
        Wettingen,Switzerland
        Wetzikon,Switzerland
        Wewak,Papua New Guinea
        Wexford,Ireland
        Whakatāne,New Zealand
        Whanganui,New Zealand
        Whangārei,New Zealand
        Whitby,Canada
        Whitehorse,Canada
        Whitianga,New Zealand
        Whyalla,Australia
        Wichita,United States
        Wicklow,Ireland
        Wien,Austria
        Wiener Neustadt,Austria
        Wiesbaden,Germany
        Wigan,United Kingdom
        Wil,Switzerland
        Wilmington,United States
        Winchester,United Kingdom
        Windhoek,Namibia
        Windsor,Canada
        Winneba,Ghana
        Winnipeg,Canada
        Winschoten,Netherlands
        Winston-Salem,United States
        Winterthur,Switzerland
        Wismar,Germany
        Włocławek,Poland
        Wobulenzi,Uganda
        Wodonga,Australia
        Woking,United Kingdom
        Woldia,Ethiopia
        Wolfsberg,Austria
        Wolfsburg,Germany
        Wollongong,Australia
        Wolverhampton,United Kingdom
        Wonju,South Korea
        Wonsan,North Korea
        Worcester,South Africa
        Worcester,United Kingdom
        Worcester,United States
        Wörgl,Austria
        Worthing,United Kingdom
        Wrexham,United Kingdom
        Wrocław,Poland
        Wuhan,China
        Wuhu,China
        Wukro,Ethiopia
        Wum,Cameroon
        Wuppertal,Germany
        Würzburg,Germany
        Wuxi,China
        Xaçmaz,Azerbaijan
        Xai-Xai,Mozambique
        Xalapa,Mexico
        Xanthi,Greece
        Xi'an,China
        Xiamen,China
        Xiangtan,China
        Xiangyang,China
        Xianyang,China
        Xining,China
        Xinxiang,China
        Xiva,Uzbekistan
        Xuzhou,China
        Yabelo,Ethiopia
        Yacuiba,Bolivia
        Yagoua,Cameroon
        Yako,Burkina Faso
        Yakutsk,Russia
        Yala,Thailand
        Yalova,Turkey
        Yalta,Ukraine
        Yamagata,Japan
        Yamaguchi,Japan
        Yambio,South Sudan
        Yambol,Bulgaria
        Yamoussoukro,Côte d'Ivoire
        Yan'an,China
        Yanbu,Saudi Arabia
        Yangon,Myanmar
        Yangsan,South Korea
        Yangzhou,China
        Yantai,China
        Yaoundé,Cameroon
        Yaroslavl,Russia
        Yasothon,Thailand
        Yasuj,Iran
        Yazd,Iran
        Yei,South Sudan
        Yekaterinburg,Russia
        Yélimané,Mali
        Yellowknife,Canada
        Yên Bái,Vietnam
        Yenagoa,Nigeria
        Yenangyaung,Myanmar
        Yendi,Ghana
        Yeongju,South Korea
        Yeosu,South Korea
        Yerevan,Armenia
        Yevlax,Azerbaijan
        Yevpatoria,Ukraine
        Yibin,China
        Yichang,China
        Yilan,Taiwan
        Yinchuan,China
        Yingkou,China
        Ylivieska,Finland
        Ylöjärvi,Finland
        Yogyakarta,Indonesia
        Yokneam,Israel
        Yokohama,Japan
        Yokosuka,Japan
        Yola,Nigeria
        Yonago,Japan
        Yongin,South Korea
        Yonkers,United States
        Yopal,Colombia
        York,United Kingdom
        Yoshkar-Ola,Russia
        Youghal,Ireland
        Young,Australia
        Young,Uruguay
        Youngstown,United States
        Youssoufia,Morocco
        Yozgat,Turkey
        Ypacaraí,Paraguay
        Ystad,Sweden
        Yuanlin,Taiwan
        Yueyang,China
        Yuma,United States
        Yurimaguas,Peru
        Yuzhno-Sakhalinsk,Russia
        Yverdon-les-Bains,Switzerland
        Zaandam,Netherlands
        Żabbar,Malta
        Zabid,Yemen
        Žabljak,Montenegro
        Zabol,Iran
        Zabrze,Poland
        Zacapa,Guatemala
        Zacatecas,Mexico
        Zacatecoluca,El Salvador
        Zadar,Croatia
        Zafra,Spain
        Zagazig,Egypt
        Zaghouan,Tunisia
        Zagora,Morocco
        Zagreb,Croatia
        Zahedan,Iran
        Zahlé,Lebanon
        Zaječar,Serbia
        Zakho,Iraq
        Zakopane,Poland
        Zakynthos,Greece
        Zalaegerszeg,Hungary
        Zalău,Romania
        Žalec,Slovenia
        Zalingei,Sudan
        Zamboanga City,Philippines
        Zamora,Ecuador
        Zamora,Mexico
        Zamora,Spain
        Zamość,Poland
        Zanjan,Iran
        Zanzibar City,Tanzania
        Zapala,Argentina
        Zapopan,Mexico
        Zaporizhzhia,Ukraine
        Zaprešić,Croatia
        Zaqatala,Azerbaijan
        Zarafshon,Uzbekistan
        Zaragoza,Spain
        Zaranj,Afghanistan
        Zarasai,Lithuania
        Zárate,Argentina
        Zaria,Nigeria
        Zarqa,Jordan
        Zarzis,Tunisia
        Žatec,Czechia
        Zawiya,Libya
        Zaysan,Kazakhstan
        Žďár nad Sázavou,Czechia
        Zeist,Netherlands
        Żejtun,Malta
        Zell am See,Austria
        Zenica,Bosnia and Herzegovina
        Zermatt,Switzerland
        Zestaponi,Georgia
        Zgharta,Lebanon
        Zgierz,Poland
        Zhanaozen,Kazakhstan
        Zhangjiakou,China
        Zhangzhou,China
        Zhanjiang,China
        Zhengzhou,China
        Zhenjiang,China
        Zhezkazgan,Kazakhstan
        Zhlobin,Belarus
        Zhob,Pakistan
        Zhodino,Belarus
        Zhongshan,China
        Zhubei,Taiwan
        Zhuhai,China
        Zhuzhou,China
        Zhytomyr,Ukraine
        Žiar nad Hronom,Slovakia
        Zibo,China
        Zielona Góra,Poland
        Ziguinchor,Senegal
        Zihuatanejo,Mexico
        Zikhron Ya'akov,Israel
        Žilina,Slovakia
        Zinder,Niger
        Ziniaré,Burkina Faso
        Zinjibar,Yemen
        Zipaquirá,Colombia
        Živinice,Bosnia and Herzegovina
        Zlatibor,Serbia
        Zlín,Czechia
        Zliten,Libya
        Znojmo,Czechia
        Zoetermeer,Netherlands
        Zomba,Malawi
        Zongo,Democratic Republic of the Congo
        Zonguldak,Turkey
        Żory,Poland
        Zouérat,Mauritania
        Zrenjanin,Serbia
        Zubayr,Iraq
        Zug,Switzerland
        Zugdidi,Georgia
        Zunyi,China
        Županja,Croatia
        Zürich,Switzerland
        Zutphen,Netherlands
        Zuunmod,Mongolia
        Zuwara,Libya
        Zvishavane,Zimbabwe
        Zvolen,Slovakia
        Zvornik,Bosnia and Herzegovina
        Zwedru,Liberia
        Zwettl,Austria
        Zwickau,Germany
        Zwolle,Netherlands
        """#
}
