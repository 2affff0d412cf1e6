//! The words that files use for what the program knows: the one place to add a word.
use base::search_key;

use crate::model::{AssignmentKind, Kind as Employment, Level, Sex};

/// The words of a closed list as files write them; the first of each is the one that exports write.
pub(super) type Words<T> = &'static [(T, &'static [&'static str])];

pub(crate) const EMPLOYMENTS: Words<Employment> = &[
    (
        Employment::Regular,
        &[
            "常勤",
            "正規",
            "正規職員",
            "常勤職員",
            "一般職",
            "regular",
            "permanent",
        ],
    ),
    (
        Employment::Reappointed,
        &[
            "再任用",
            "再任用職員",
            "暫定再任用",
            "定年前再任用短時間勤務",
            "reappointed",
        ],
    ),
    (
        Employment::FixedTerm,
        &[
            "会計年度任用",
            "会計年度任用職員",
            "会計年度",
            "fixed_term",
            "fixed term",
        ],
    ),
    (Employment::Dispatched, &["派遣", "派遣職員", "dispatched"]),
];

pub(crate) const SEXES: Words<Sex> = &[
    (Sex::Male, &["男", "男性", "1", "M", "male"]),
    (Sex::Female, &["女", "女性", "2", "F", "female"]),
    (
        Sex::Unrecorded,
        &[
            "記録なし",
            "未記録",
            "不明",
            "その他",
            "0",
            "9",
            "unrecorded",
        ],
    ),
];

pub(crate) const ASSIGNMENTS: Words<AssignmentKind> = &[
    (AssignmentKind::Main, &["主務", "本務", "主", "main"]),
    (AssignmentKind::Additional, &["兼務", "兼", "additional"]),
    (AssignmentKind::Concurrent, &["併任", "併", "concurrent"]),
];

pub(crate) const LEVELS: Words<Level> = &[
    (
        Level::Bureau,
        &["局", "区", "局区", "局・区", "局・室", "bureau"],
    ),
    (Level::Department, &["部", "department"]),
    (Level::Section, &["課", "室", "section"]),
    (Level::Team, &["班", "係", "グループ", "team"]),
];

pub(crate) const HEADS: Words<bool> = &[
    (
        true,
        &["○", "〇", "◯", "1", "はい", "所属長", "長", "yes", "true"],
    ),
    (false, &["", "0", "いいえ", "×", "-", "no", "false"]),
];

/// The meaning of a word. Written as an export writes it, it is found at once.
pub(super) fn meaning<T: Copy>(words: Words<T>, text: &str) -> Option<T> {
    if let Some(it) = words.iter().find(|it| it.1.contains(&text)) {
        return Some(it.0);
    }
    let key = search_key(text);
    words
        .iter()
        .find(|it| it.1.iter().any(|known| search_key(known) == key))
        .map(|it| it.0)
}

/// The word that exports write.
pub(crate) fn word<T: Copy + PartialEq>(words: Words<T>, value: T) -> &'static str {
    words
        .iter()
        .find(|it| it.0 == value)
        .map_or("", |it| it.1[0])
}

/// The words that exports write, to say what would be understood: 「常勤、再任用、…」.
pub(super) fn known<T>(words: Words<T>) -> String {
    words
        .iter()
        .map(|it| it.1[0])
        .collect::<Vec<_>>()
        .join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_understood_in_any_width() {
        assert_eq!(
            meaning(EMPLOYMENTS, "会計年度任用職員"),
            Some(Employment::FixedTerm)
        );
        assert_eq!(meaning(SEXES, "Ｆ"), Some(Sex::Female));
        assert_eq!(meaning(SEXES, "丙"), None);
        assert_eq!(meaning(LEVELS, "係"), Some(Level::Team));
    }
}
