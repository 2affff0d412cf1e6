//! The columns of a file: what clerks call them, and what the program makes of them. The one place to add a name.
use base::search_key;

use crate::model::{AssignmentKind, Kind as Employment, Level, Sex};

/// What a column of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Column {
    Number,
    UsedName,
    LegalName,
    Kana,
    Sex,
    BornOn,
    Employment,
    HiredOn,
    /// The last day in service.
    LeftOn,
    UnitCode,
    AssignmentKind,
    Post,
    Grade,
    IsHead,
    PostStartsOn,
    /// The last day of the post.
    PostLastOn,
    /// The first day after the post.
    PostEndsOn,
    UnitName,
    UnitKana,
    Level,
    ParentCode,
    UnitStartsOn,
    /// The last day of the unit.
    UnitLastOn,
    /// The first day after the unit.
    UnitEndsOn,
    Successors,
}

use Column as C;

/// Every name of a column, the one that exports write first in each line. Compared without regard to width, case and spaces.
const NAMES: &[(Column, &[&str])] = &[
    (
        C::Number,
        &[
            "職員番号",
            "職員ID",
            "職員コード",
            "社員番号",
            "個人番号（職員）",
            "番号",
            "staff number",
            "staff_number",
            "number",
            "employee number",
            "employee id",
        ],
    ),
    (
        C::UsedName,
        &[
            "氏名",
            "職員氏名",
            "氏名（漢字）",
            "漢字氏名",
            "名前",
            "使用氏名",
            "name",
            "used name",
            "used_name",
            "full name",
        ],
    ),
    (
        C::LegalName,
        &["戸籍氏名", "本名", "戸籍名", "legal name", "legal_name"],
    ),
    (
        C::Kana,
        &[
            "フリガナ",
            "ふりがな",
            "カナ",
            "カナ氏名",
            "氏名カナ",
            "氏名フリガナ",
            "氏名（カナ）",
            "かな",
            "読み",
            "kana",
        ],
    ),
    (C::Sex, &["性別", "性別区分", "性別コード", "sex", "gender"]),
    (
        C::BornOn,
        &[
            "生年月日",
            "誕生日",
            "born_on",
            "birth date",
            "birthday",
            "date of birth",
            "birth_date",
        ],
    ),
    (
        C::Employment,
        &[
            "任用区分",
            "職員区分",
            "雇用区分",
            "職員種別",
            "任用形態",
            "employment",
            "kind",
            "employment kind",
            "staff kind",
        ],
    ),
    (
        C::HiredOn,
        &[
            "採用日",
            "採用年月日",
            "任用日",
            "任用年月日",
            "入庁日",
            "入庁年月日",
            "hired_on",
            "hire date",
            "hired",
        ],
    ),
    (
        C::LeftOn,
        &[
            "退職日",
            "退職年月日",
            "離職日",
            "任期満了日",
            "last day in service",
            "left_on",
            "last_day_on",
        ],
    ),
    (
        C::UnitCode,
        &[
            "所属コード",
            "所属組織コード",
            "組織コード",
            "所属CD",
            "部署コード",
            "課コード",
            "unit code",
            "unit_code",
            "unit",
            "code",
        ],
    ),
    (
        C::AssignmentKind,
        &[
            "発令区分",
            "所属区分",
            "主務兼務区分",
            "主兼区分",
            "兼務区分",
            "assignment",
            "assignment kind",
            "assignment_kind",
        ],
    ),
    (
        C::Post,
        &[
            "職名",
            "役職",
            "役職名",
            "職",
            "補職名",
            "post",
            "title",
            "job title",
        ],
    ),
    (C::Grade, &["級", "職務の級", "職級", "等級", "grade"]),
    (
        C::IsHead,
        &["所属長", "所属長区分", "長", "is_head", "head"],
    ),
    (
        C::PostStartsOn,
        &[
            "発令日",
            "発令年月日",
            "配属日",
            "配属年月日",
            "異動日",
            "異動年月日",
            "所属開始日",
            "現所属発令日",
            "post starts on",
            "post_starts_on",
            "assigned_on",
        ],
    ),
    (
        C::PostLastOn,
        &[
            "発令終了日",
            "配属終了日",
            "所属終了日",
            "兼務終了日",
            "post last day",
            "post_last_on",
        ],
    ),
    (C::PostEndsOn, &["post_ends_on"]),
    (
        C::UnitName,
        &[
            "組織名",
            "組織名称",
            "所属名",
            "所属名称",
            "部署名",
            "unit name",
            "unit_name",
        ],
    ),
    (
        C::UnitKana,
        &[
            "組織名カナ",
            "組織カナ",
            "組織名フリガナ",
            "所属名カナ",
            "unit kana",
            "unit_kana",
        ],
    ),
    (
        C::Level,
        &["階層", "組織階層", "組織区分", "組織レベル", "level"],
    ),
    (
        C::ParentCode,
        &[
            "上位組織コード",
            "親組織コード",
            "上位所属コード",
            "上位コード",
            "parent code",
            "parent_code",
            "parent",
        ],
    ),
    (
        C::UnitStartsOn,
        &[
            "開始日",
            "設置日",
            "設置年月日",
            "適用開始日",
            "適用開始年月日",
            "有効開始日",
            "starts_on",
            "begins_on",
        ],
    ),
    (
        C::UnitLastOn,
        &[
            "最終日",
            "終了日",
            "適用終了日",
            "適用終了年月日",
            "有効終了日",
            "last_on",
        ],
    ),
    (C::UnitEndsOn, &["ends_on"]),
    (
        C::Successors,
        &[
            "承継先コード",
            "承継先組織コード",
            "統合先コード",
            "後継組織コード",
            "successors",
            "successor codes",
        ],
    ),
];

/// What a column that several kinds of file use is called in each: 開始日 is that of the post in a file of posts.
fn in_file_of(kind: Kind, column: Column) -> Column {
    match (kind, column) {
        (Kind::Units, it) => it,
        (_, C::UnitStartsOn) => C::PostStartsOn,
        (_, C::UnitLastOn) => C::PostLastOn,
        (_, C::UnitEndsOn) => C::PostEndsOn,
        (_, it) => it,
    }
}

const COUNT: usize = C::Successors as usize + 1;

/// What a file is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Units,
    /// One row for a person.
    Staff,
    /// One row for a post.
    Assignments,
    /// Wide rows of a person and a post; a person with several posts has several rows.
    StaffWithAssignments,
}

impl Kind {
    pub const ALL: [Self; 4] = [
        Self::Units,
        Self::Staff,
        Self::Assignments,
        Self::StaffWithAssignments,
    ];

    /// The key of its name in the texts.
    pub fn text_key(self) -> &'static str {
        match self {
            Self::Units => "people-file-units",
            Self::Staff => "people-file-staff",
            Self::Assignments => "people-file-assignments",
            Self::StaffWithAssignments => "people-file-staff-with-assignments",
        }
    }

    /// Its word in the ledger and on the command line.
    pub fn word(self) -> &'static str {
        match self {
            Self::Units => "units",
            Self::Staff => "staff",
            Self::Assignments => "assignments",
            Self::StaffWithAssignments => "staff_with_assignments",
        }
    }

    pub(super) fn has_people(self) -> bool {
        matches!(self, Self::Staff | Self::StaffWithAssignments)
    }

    pub(super) fn has_posts(self) -> bool {
        matches!(self, Self::Assignments | Self::StaffWithAssignments)
    }

    /// The columns that exports of this kind write, in their order.
    pub(crate) fn columns(self) -> &'static [Column] {
        const STAFF: &[Column] = &[
            C::Number,
            C::UsedName,
            C::LegalName,
            C::Kana,
            C::Sex,
            C::BornOn,
            C::Employment,
            C::HiredOn,
            C::LeftOn,
        ];
        const WIDE: &[Column] = &[
            C::Number,
            C::UsedName,
            C::LegalName,
            C::Kana,
            C::Sex,
            C::BornOn,
            C::Employment,
            C::HiredOn,
            C::LeftOn,
            C::UnitCode,
            C::AssignmentKind,
            C::Post,
            C::Grade,
            C::IsHead,
            C::PostStartsOn,
            C::PostLastOn,
        ];
        match self {
            Self::Units => &[
                C::UnitCode,
                C::UnitName,
                C::UnitKana,
                C::Level,
                C::ParentCode,
                C::UnitStartsOn,
                C::UnitLastOn,
                C::Successors,
            ],
            Self::Staff => STAFF,
            Self::Assignments => &[
                C::Number,
                C::UnitCode,
                C::AssignmentKind,
                C::Post,
                C::Grade,
                C::IsHead,
                C::PostStartsOn,
                C::PostLastOn,
            ],
            Self::StaffWithAssignments => WIDE,
        }
    }

    fn required(self) -> &'static [Column] {
        match self {
            Self::Units => &[
                C::UnitCode,
                C::UnitName,
                C::Level,
                C::ParentCode,
                C::UnitStartsOn,
            ],
            Self::Staff => &[
                C::Number,
                C::UsedName,
                C::Kana,
                C::BornOn,
                C::Employment,
                C::HiredOn,
            ],
            Self::Assignments => &[C::Number, C::UnitCode, C::PostStartsOn],
            Self::StaffWithAssignments => &[
                C::Number,
                C::UsedName,
                C::Kana,
                C::BornOn,
                C::Employment,
                C::HiredOn,
                C::UnitCode,
                C::PostStartsOn,
            ],
        }
    }
}

impl Column {
    /// The name that exports write.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|it| it.0 == self)
            .map_or("", |it| it.1[0])
    }

    fn of_name(name: &str) -> Option<Self> {
        let key = search_key(name);
        NAMES
            .iter()
            .find(|it| it.1.iter().any(|known| search_key(known) == key))
            .map(|it| it.0)
    }
}

/// Why the heading row makes no table that can be imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LayoutError {
    /// Neither units nor people nor posts.
    Unrecognised,
    Missing {
        kind: Kind,
        names: Vec<&'static str>,
    },
    /// Two columns say the same.
    Twice { one: String, other: String },
}

/// Which column of a file stands where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) kind: Kind,
    /// Columns that are not known and left out.
    pub(super) unknown: Vec<String>,
    /// How many columns the heading row has.
    pub(super) width: usize,
    places: [Option<u16>; COUNT],
    names: Vec<String>,
}

impl Layout {
    pub(super) fn of(header: &[String]) -> Result<Self, LayoutError> {
        let found: Vec<Option<Column>> = header.iter().map(|it| Column::of_name(it)).collect();
        let has = |column| found.contains(&Some(column));
        let kind = match (has(C::Number), has(C::UnitCode)) {
            (false, true) if has(C::Level) || has(C::UnitName) => Kind::Units,
            (true, true) if has(C::UsedName) && has(C::BornOn) => Kind::StaffWithAssignments,
            (true, true) if has(C::PostStartsOn) || has(C::UnitStartsOn) => Kind::Assignments,
            (true, _) => Kind::Staff,
            _ => return Err(LayoutError::Unrecognised),
        };
        let mut layout = Self {
            kind,
            unknown: Vec::new(),
            width: header.len(),
            places: [None; COUNT],
            names: header.to_vec(),
        };
        let own = kind.columns();
        for (place, name) in header.iter().enumerate() {
            let column = found[place].map(|it| in_file_of(kind, it));
            let is_end = |it| matches!(it, C::PostEndsOn | C::UnitEndsOn);
            let is_ours =
                |it: Column| own.contains(&it) || is_end(it) && own.contains(&last_of(it));
            match column.filter(|it| is_ours(*it)) {
                None if name.is_empty() => {}
                None => layout.unknown.push(name.clone()),
                Some(column) => {
                    let taken = layout.places[column as usize];
                    if let Some(other) = taken {
                        return Err(LayoutError::Twice {
                            one: header[usize::from(other)].clone(),
                            other: name.clone(),
                        });
                    }
                    layout.places[column as usize] = u16::try_from(place).ok();
                }
            }
        }
        let missing: Vec<_> = kind
            .required()
            .iter()
            .filter(|it| !layout.has(**it))
            .map(|it| it.name())
            .collect();
        if missing.is_empty() {
            Ok(layout)
        } else {
            Err(LayoutError::Missing {
                kind,
                names: missing,
            })
        }
    }

    pub(super) fn has(&self, column: Column) -> bool {
        self.places[column as usize].is_some()
    }

    pub(super) fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize].map(usize::from)
    }

    /// What the file calls the column; what exports call it when the file has none.
    pub(super) fn name(&self, column: Column) -> &str {
        self.place(column)
            .map_or(column.name(), |it| &self.names[it])
    }
}

fn last_of(end: Column) -> Column {
    if end == C::UnitEndsOn {
        C::UnitLastOn
    } else {
        C::PostLastOn
    }
}

/// The words of a closed list as files write them; the first of each is the one that exports write.
type Words<T> = &'static [(T, &'static [&'static str])];

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

    fn layout(header: &str) -> Result<Layout, LayoutError> {
        Layout::of(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn no_name_means_two_columns() {
        let mut seen = std::collections::HashMap::new();
        for (column, names) in NAMES {
            for name in *names {
                if let Some(other) = seen.insert(search_key(name), column) {
                    assert_eq!(other, column, "{name}");
                }
            }
        }
    }

    #[test]
    fn every_column_has_a_name_and_finds_itself() {
        for kind in Kind::ALL {
            for column in kind.columns() {
                assert_eq!(Column::of_name(column.name()), Some(*column));
            }
        }
    }

    #[test]
    fn the_kind_of_a_file_follows_from_its_columns() {
        assert_eq!(
            layout("組織コード,組織名,階層,上位組織コード,開始日")
                .unwrap()
                .kind,
            Kind::Units
        );
        assert_eq!(
            layout("職員番号,氏名,フリガナ,生年月日,任用区分,採用日")
                .unwrap()
                .kind,
            Kind::Staff
        );
        assert_eq!(
            layout("職員番号,所属コード,発令日").unwrap().kind,
            Kind::Assignments
        );
        let wide = "職員番号,氏名,フリガナ,生年月日,任用区分,採用日,所属コード,職名,級,発令日";
        assert_eq!(layout(wide).unwrap().kind, Kind::StaffWithAssignments);
        assert_eq!(layout("品名,数量"), Err(LayoutError::Unrecognised));
    }

    #[test]
    fn columns_come_in_any_order_and_width_and_under_their_other_names() {
        let layout = layout("採用年月日, ﾌﾘｶﾞﾅ,職員区分,漢字氏名,備考,誕生日,ＮＵＭＢＥＲ").unwrap();

        assert_eq!(layout.kind, Kind::Staff);
        assert_eq!(layout.place(Column::HiredOn), Some(0));
        assert_eq!(layout.place(Column::Number), Some(6));
        assert_eq!(layout.unknown, ["備考"]);
        assert_eq!(layout.name(Column::UsedName), "漢字氏名");
    }

    #[test]
    fn a_missing_column_and_a_doubled_one_are_named() {
        let missing = layout("職員番号,氏名,フリガナ,任用区分,採用日");
        assert_eq!(
            missing,
            Err(LayoutError::Missing {
                kind: Kind::Staff,
                names: vec!["生年月日"]
            })
        );
        let twice = layout("職員番号,氏名,名前,フリガナ,生年月日,任用区分,採用日");
        assert_eq!(
            twice,
            Err(LayoutError::Twice {
                one: "氏名".into(),
                other: "名前".into()
            })
        );
    }

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
