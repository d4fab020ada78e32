"""Short and pet forms of names in common use in England: who is Thomas in the data is Tommy
in a text. A list can only hold what is common; it is no promise that a name is not missed."""

_GROUPS = """
abigail abi abby; albert bert bertie; alexander alexandra alex lex sandy sasha xander;
alfred alf alfie fred freddie; amelia millie mellie; andrew andy drew; anthony antony tony ant;
archibald archie; arthur art artie; barbara barb babs; benjamin ben benji benny bennie;
bethany elizabeth beth betty eliza lizzie liz libby bess lisa; bradley brad; cameron cam;
catherine katherine kathryn kate katie cathy kathy kath kitty kit; charles charlie chas chuck;
charlotte lottie lotty charley charlie; christopher chris kit topher; christina christine chrissie
tina; daniel danielle dan danny dani; david dave davey; deborah debbie deb; dominic dom;
dorothy dot dottie dolly; edward ed eddie ned ted teddy; eleanor ellie nell nellie nora;
emily em emmie millie; emma em; florence flo florrie flossie; francis frances frank frankie fran;
frederick fred freddie freddy; gabriel gabrielle gabe gabby; george georgie; georgina georgia
georgie; gerald gerard gerry; gregory greg; harold harry hal; harriet hattie; helen nell;
henry harry hal hank; isabella isabelle isabel bella belle izzy issy; jacob jake; jacqueline
jackie jacqui; james jim jimmy jamie; jennifer jen jenny; jessica jess jessie; jonathan jon
jonny johnny; john jack johnny; joseph joe joey; josephine jo josie; joshua josh; joanna joanne jo;
kenneth ken kenny; kimberley kim; lawrence laurence larry laurie; leonard len lenny leo;
lewis louis lou louie lew; louise lou; lucille lucy; madeleine madison maddie maddy;
margaret maggie meg peggy peg madge rita; martin marty; matilda tilly tilda; matthew matt matty;
maxwell maximilian max; megan meg; melissa mel missy; michael mick mike mikey mickey;
mohammed muhammad mohamed muhammed mo; natalie nat; natasha tash; nathaniel nathan nat nate;
nicholas nicolas nick nicky; nicola nicole nicky nikki; oliver olly ollie; olivia liv livvy;
oscar ozzie; pamela pam; patrick paddy pat; patricia pat patsy tricia trish; penelope penny;
peter pete; philip phillip phil; rachel rach; raymond ray; rebecca becky becca bex;
reginald reg reggie; richard rich rick ricky dick richie; robert rob robbie bob bobby bert;
ronald ron ronnie; rosemary rosie; rosa rose rosie; samuel samantha sam sammy; sarah sara sally;
sebastian seb bas; simon si; sophia sophie soph; stephanie steph; stephen steven steve stevie;
susan susanna suzanne sue susie suzie; theodore theo ted teddy; theresa teresa tess terri;
terence terry; thomas tom tommy; timothy tim timmy; victoria vicky vicki tori; vincent vin vinnie;
william will bill billy willy wills; winifred winnie; zachary zachariah zach zack; zoe zo
"""


def _together() -> dict[str, frozenset[str]]:
    known: dict[str, frozenset[str]] = {}
    for group in _GROUPS.split(";"):
        names = frozenset(group.split())
        for name in names:
            known[name] = known.get(name, frozenset()) | names
    return known


_TOGETHER = _together()


def forms_of(name: str) -> frozenset[str]:
    """Every form a name, in small letters, may be written in; itself included."""
    return _TOGETHER.get(name, frozenset()) | {name}
