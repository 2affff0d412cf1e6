//! What clerks call the columns of a file: the one place to add a name.
use base::search_key;

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
    JobFamily,
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
        C::JobFamily,
        &["職種", "職種名", "職務", "job family", "job_family"],
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
            "組織コード",
            "所属コード",
            "所属組織コード",
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

/// How many there are.
pub(super) const COUNT: usize = C::Successors as usize + 1;

impl Column {
    /// The name that exports write.
    pub fn name(self) -> &'static str {
        NAMES
            .iter()
            .find(|it| it.0 == self)
            .map_or("", |it| it.1[0])
    }

    pub(super) fn of_name(name: &str) -> Option<Self> {
        let key = search_key(name);
        NAMES
            .iter()
            .find(|it| it.1.iter().any(|known| search_key(known) == key))
            .map(|it| it.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
