//! Twice is the same as once, whatever is in the file.
use proptest::prelude::*;

use super::files::{brought, city, everything, faults};

/// A handful of people in a handful of units, with faults by chance.
fn some_file() -> impl Strategy<Value = String> {
    let unit = prop::sample::select(vec!["100101", "100102", "10010201", "2001"]);
    let kind = prop::sample::select(vec!["主務", "兼務"]);
    let row = (
        1..5_u32,
        unit,
        kind,
        2013..2028_i32,
        prop::option::of(2014..2029_i32),
        0..3_u32,
    );
    prop::collection::vec(row, 1..8).prop_map(|rows| {
        let mut file = String::from("職員番号,氏名,フリガナ,生年月日,任用区分,採用日,所属コード,発令区分,職名,発令日,発令終了日\n");
        for (person, unit, kind, from, until, post) in rows {
            let last = until.map(|it| format!("{it}-03-31")).unwrap_or_default();
            file += &format!(
                "000200{person},職員{person},ショクイン,1980-01-0{person},常勤,2013-04-01,{unit},{kind},職{post},{from}-04-01,{last}\n"
            );
        }
        file
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn whatever_was_taken_over_changes_nothing_when_it_comes_again(one in some_file(), other in some_file()) {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let db = city().await;
            for file in [&one, &other] {
                if brought(&db, file).await.is_fine() {
                    let before = everything(&db).await;
                    let again = brought(&db, file).await;
                    prop_assert!(again.is_fine(), "{:?}", faults(&again));
                    prop_assert_eq!(again.changes(), 0);
                    prop_assert_eq!(everything(&db).await, before);
                }
            }
            Ok(())
        })?;
    }
}
