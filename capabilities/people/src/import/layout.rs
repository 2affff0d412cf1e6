//! Which column stands where in a file, by its heading row.
use super::{
    columns::{COUNT, Column},
    kinds::{Kind, in_file_of},
};
use Column as C;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(header: &str) -> Result<Layout, LayoutError> {
        Layout::of(&header.split(',').map(str::to_owned).collect::<Vec<_>>())
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
}
