//! Names that a Japanese town hall meets: common ones, old forms of kanji, long ones, and one that is a single word.

use std::sync::LazyLock;

use base::Date;

use super::random::Random;

const FAMILY_NAMES: &str = include_str!("../../demo/family_names.csv");
const GIVEN_NAMES: &str = include_str!("../../demo/given_names.csv");

/// A person's name with its reading in full-width katakana.
///
/// A name of a single word stands in `family`, with `given` empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PersonName {
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) family_kana: String,
    pub(crate) given_kana: String,
}

impl PersonName {
    pub(super) fn new(family: &str, family_kana: &str, given: &str, given_kana: &str) -> Self {
        Self {
            family: family.into(),
            given: given.into(),
            family_kana: family_kana.into(),
            given_kana: given_kana.into(),
        }
    }

    /// 「潮田　美波」, parted by a full-width space.
    pub(crate) fn full(&self) -> String {
        joined(&self.family, &self.given)
    }

    /// 「ウシオダ　ミナミ」
    pub(crate) fn kana(&self) -> String {
        joined(&self.family_kana, &self.given_kana)
    }
}

fn joined(family: &str, given: &str) -> String {
    if given.is_empty() {
        family.to_owned()
    } else {
        format!("{family}　{given}")
    }
}

/// Sex as the city's record has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Sex {
    Male,
    Female,
}

impl Sex {
    /// 男 or 女.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Sex::Male => "男",
            Sex::Female => "女",
        }
    }
}

struct Given {
    name: &'static str,
    kana: &'static str,
    sex: Sex,
    born_from: i16,
}

struct Names {
    /// Name, reading, and the sum of the weights up to and with this one.
    family: Vec<(&'static str, &'static str, usize)>,
    given: Vec<Given>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut sum = 0;
    let family = rows(FAMILY_NAMES)
        .map(|cells| {
            sum += cells[2]
                .parse::<usize>()
                .expect("the weight of a family name is a number");
            (cells[0], cells[1], sum)
        })
        .collect();
    let given = rows(GIVEN_NAMES)
        .map(|cells| Given {
            name: cells[0],
            kana: cells[1],
            sex: if cells[2] == "female" {
                Sex::Female
            } else {
                Sex::Male
            },
            born_from: cells[3]
                .parse()
                .expect("the first birth year of a given name is a number"),
        })
        .collect();
    Names { family, given }
});

/// The cells of our own data files, which have a header and never a comma inside a cell.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines().skip(1).map(|line| line.split(',').collect())
}

/// Names of staff from abroad or with long names; the last one is a single word.
const RARE_NAMES: [(&str, &str, &str, &str, Sex); 10] = [
    (
        "グエン",
        "グエン",
        "ティ・フォン・マイ",
        "ティ・フォン・マイ",
        Sex::Female,
    ),
    (
        "オリヴェイラ・ダ・シルヴァ",
        "オリヴェイラ・ダ・シルヴァ",
        "マリア・クララ",
        "マリア・クララ",
        Sex::Female,
    ),
    (
        "マクファーソン",
        "マクファーソン",
        "ジョナサン・エドワード",
        "ジョナサン・エドワード",
        Sex::Male,
    ),
    ("陳", "チン", "美玲", "メイリン", Sex::Female),
    ("朴", "パク", "志勲", "ジフン", Sex::Male),
    (
        "バトバヤル",
        "バトバヤル",
        "ナランツェツェグ",
        "ナランツェツェグ",
        Sex::Female,
    ),
    ("サントス", "サントス", "ミゲル", "ミゲル", Sex::Male),
    (
        "勅使河原",
        "テシガワラ",
        "龍之介",
        "リュウノスケ",
        Sex::Male,
    ),
    ("小比類巻", "コヒルイマキ", "日向子", "ヒナコ", Sex::Female),
    ("スダルソノ", "スダルソノ", "", "", Sex::Male),
];

/// One of the rare names; each is meant to be given once.
pub(super) fn rare_name(nth: usize) -> Option<(PersonName, Sex)> {
    RARE_NAMES
        .get(nth)
        .map(|(family, family_kana, given, given_kana, sex)| {
            (
                PersonName::new(family, family_kana, given, given_kana),
                *sex,
            )
        })
}

pub(super) fn family_name(random: &mut Random) -> (&'static str, &'static str) {
    let names = &NAMES.family;
    let total = names.last().map_or(0, |last| last.2);
    let ticket = random.below(total);
    let at = names.partition_point(|name| name.2 <= ticket);
    (names[at].0, names[at].1)
}

/// A name in fashion when the person was born.
pub(super) fn name(random: &mut Random, sex: Sex, born_on: Date) -> PersonName {
    let in_fashion = |given: &&Given| {
        let next = match given.born_from {
            1950 => 1975,
            1975 => 1992,
            _ => i16::MAX,
        };
        given.sex == sex && (given.born_from..next).contains(&born_on.year())
    };
    let choices: Vec<&Given> = NAMES.given.iter().filter(in_fashion).collect();
    let given = random.pick(&choices);
    let (family, family_kana) = family_name(random);
    PersonName::new(family, family_kana, given.name, given.kana)
}
