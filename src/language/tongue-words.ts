/** The words that most often tell a language, small letters. A word shared by languages counts part for each. */
const lists: Readonly<Record<string, string>> = {
  en: 'car brown bin bins lamp light graffiti problem dim ty fan man tan pan ac no permit sticker broken stolen blocked missing empty full request removal the be to of and a in that have i it for not on with as you do at this but by from they we say or will my one all would there their what so up out if about who get which go me when can like no just know take people into year your good some could them see other than then now look only come its over think also back after use how our work first well way want because any these give day most us is are was were been has had did does am im ive hes dont cant isnt wasnt please thanks thank hello hi bin bins street road council still where why again need help there’s very much too off down outside near house here more every she he her his him mae’n',
  cy: "mae yn y yr a'r o'r i'r yn yw wedi ar gan ac nac nid ddim ei eu fy dy eich ein fi chi ni nhw hi fo fe dw dwi rwy rwyf rydw rydyn dyn nad oes does dydy dydi nid yma yna hwn hon hyn sydd sy bod fod gyda gan gyfer cael gael gwneud wneud mynd dod ddod biniau sbwriel ailgylchu gasglu gasglwyd chasglwyd casglu stryd ffordd heol cyngor tŷ golau llifogydd dŵr diolch bore prynhawn da helo shwmae sut pryd ble beth pam pwy faint gallwch allwch gallaf alla eisiau angen hoffwn plîs gwelwch dda eto heddiw ddoe yfory wythnos mis blwyddyn ers dal neb rhywun pobl plant ysgol llyfrgell parc palmant twll tyllau coeden ci cŵn baw treth trwydded cerdyn glas cymraeg cymru saesneg gwasanaeth adrodd rhoi gwybod broblem ofnadwy wirioneddol iawn hefyd ond felly achos oherwydd cyn wrth trwy dros dan rhwng allan mewn lawr nawr rŵan rwan hyn drws nesaf cymdogion ferch fachgen mam nain taid arogl nwy tân nos diwrnod bob unrhyw rhai llawer gormod mwy gwell gwaeth oedd roedd bydd fydd byddai basai dylai dylech siarad gyda'r a’r i’r o’r sy'n dw'i mae'n mae’r mae'r does'na llawn wag gwag torri'r torri wedi'i hwnna honna 'na 'dyn 'dw 'di dydyn dyw isie moyn eisie plis chasglu cyfarfod cynllunio cais cwyn gwyno cwyno ymholiad ateb neges ffôn ebost rhif lle llefydd parcio ceir traffig goleuadau lampau gwastraff gwyrdd gardd du newydd",
  pl: 'nie jest się to że na do w z i jak za od czy po dla ale mam proszę dzień dobry dziękuję śmieci kosz ulica ulicy mój moja moje jestem są był była było bardzo kiedy gdzie dlaczego pomoc pomocy nasz naszej już tylko mogę chcę potrzebuję odebrane dom mieszkanie przed domem',
  ro: 'nu este și si că ca pe de la cu un o în din pentru sunt mai am ai are fost vă va rog bună buna ziua mulțumesc multumesc gunoi gunoiul strada casa mea meu când cand unde ajutor vreau trebuie noastră noastra lângă langa nimeni',
  pt: 'não nao é o a os as um uma de do da em no na para por com que se mas muito obrigado obrigada bom dia lixo rua minha meu está esta estou quando onde ajuda por favor casa',
  es: 'no es el la los las un una de del en y que se por para con mi su muy gracias hola buenos días dias basura calle está esta estoy cuando cuándo dónde donde ayuda favor casa tengo hay pero',
  fr: 'ne pas est le la les un une des de du en et que qui je vous nous dans pour avec sur mon ma bonjour merci poubelle poubelles rue suis il elle quand où aide plaît plait maison mais cette ce',
  de: 'nicht ist der die das ein eine und ich sie wir mit für von zu auf den dem bitte danke guten tag müll straße strasse mein meine wann wo hilfe haus aber sind haben wurde',
  it: 'non è il la gli le un una di del della in e che si per con mio mia grazie buongiorno spazzatura strada sono quando dove aiuto favore casa ma ho questo',
  lt: 'ne yra ir kad su į iš prašau labas diena ačiū aciu šiukšlės gatvė gatvėje mano aš kada kur pagalba namas nėra bet',
  tr: 'bir ve bu için değil var yok lütfen merhaba teşekkürler çöp sokak evim benim ne zaman nerede yardım ben çok ama',
  so: 'waa iyo in ku ka uu ay waxaan fadlan mahadsanid qashinka guriga caawimo xaggee goorma waxa maya haa',
  hu: 'nem és az egy van hogy kérem köszönöm jó napot szemét utca nincs mikor hol segítség ház én meg',
  sq: 'nuk është dhe një në për me ju lutem faleminderit mbeturinat rruga ku kur ndihmë shtëpia unë kam',
  cs: 'není je se na že a s prosím dobrý den děkuji odpadky ulice kde kdy pomoc dům jsem',
  sk: 'nie je sa na že a s prosím dobrý deň ďakujem odpad ulica kde kedy pomoc dom som',
  nl: 'niet is het een en van de ik wij met voor alstublieft dank goedendag vuilnis straat mijn wanneer waar hulp huis maar zijn',
  tl: 'ang ng mga sa na ay ako po opo hindi salamat basura kalye bahay kailan saan tulong ko namin',
  vi: 'không là và của tôi có cho xin chào cảm ơn rác đường nhà khi nào ở đâu giúp',
};

function shared(): Map<string, readonly string[]> {
  const languages = new Map<string, string[]>();
  for (const [language, words] of Object.entries(lists)) {
    for (const word of new Set(words.split(' '))) {
      const known = languages.get(word);
      if (known) known.push(language);
      else languages.set(word, [language]);
    }
  }
  return languages;
}

/** A word, to the languages it is common in. */
export const commonWords: ReadonlyMap<string, readonly string[]> = shared();
