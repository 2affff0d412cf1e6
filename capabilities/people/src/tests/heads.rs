//! Whoever a file makes a head: the role that follows, and the walls.
use base::{Date, date};

use super::files::{bytes, city, faults, now, taken_over};
use crate::{
    import::{Fault, import_file},
    store,
};

#[tokio::test]
async fn a_head_holds_the_role_for_the_unit_as_long_as_the_post() {
    let db = city().await;
    taken_over(
        &db,
        "職員番号,所属コード,職名,発令日\n0001001,100102,課長,2026-10-01\n",
    )
    .await;

    let grants = db
        .read(async |tx| {
            let hanako = store::staff_of_number(tx, "0001001").await?.unwrap();
            gate::store::grants_from(tx, &hanako.id, date(2020, 1, 1)).await
        })
        .await
        .unwrap();
    let held: Vec<_> = grants
        .iter()
        .map(|it| (it.role.name(), it.starts_on, it.ends_on))
        .collect();
    assert_eq!(held, [("head", date(2024, 4, 1), date(2026, 10, 1))]);
}

/// Gives Taro a role until a day, and brings a file that makes him head from 1 October 2026.
async fn warnings_of_taro_as_head(role: &str, until: Date) -> [Vec<(u64, String, Fault)>; 2] {
    const WALLS: &[gate::Wall] = &[gate::Wall {
        protects: "stress_check",
        from: gate::APPOINTING,
    }];
    let db = city().await;
    db.write(async |tx| {
        let taro = store::staff_of_number(tx, "0001002").await?.unwrap();
        let grant = gate::Grant {
            id: gate::GrantId::fresh(),
            staff: taro.id,
            role: gate::Role::new(role),
            unit: None,
            starts_on: date(2026, 4, 1),
            ends_on: until,
            source: gate::Source::Given,
            deputy_for: None,
        };
        gate::store::add_grant(tx, &grant).await
    })
    .await
    .unwrap();
    let file = "職員番号,所属コード,職名,所属長,発令日\n0001002,100102,課長,○,2026-10-01\n";
    let mut warnings = [Vec::new(), Vec::new()];
    for (place, is_dry_run) in [true, false].into_iter().enumerate() {
        let report = import_file(&db, WALLS, now(), &bytes("f.csv", file), is_dry_run, None)
            .await
            .unwrap();
        assert!(report.is_fine() && report.assignments.new == 1);
        assert_eq!(
            report.findings.warnings(),
            report.findings.iter().count() as u64
        );
        warnings[place] = faults(&report);
    }
    warnings
}

#[tokio::test]
async fn a_head_on_both_sides_of_a_wall_is_named_before_and_after_with_both_roles() {
    let fault = Fault::Wall {
        name: "佐藤　太郎".into(),
        protected: gate::Role::new("stress_check"),
        kept_out: gate::Role::HEAD,
        on: date(2026, 10, 1),
    };
    let warning = vec![(2, "職員番号".to_owned(), fault)];

    let found = warnings_of_taro_as_head("stress_check", base::FAR_FUTURE).await;

    assert_eq!(found, [warning.clone(), warning]);
}

#[tokio::test]
async fn a_role_that_ends_as_the_post_begins_or_that_no_wall_protects_is_no_warning() {
    for (role, until) in [
        ("stress_check", date(2026, 10, 1)),
        ("auditor", base::FAR_FUTURE),
    ] {
        let found = warnings_of_taro_as_head(role, until).await;

        assert_eq!(found, [vec![], vec![]], "{role}");
    }
}

#[tokio::test]
async fn the_page_names_a_broken_wall_before_and_after_taking_over() {
    const WALLED: gate::Capability = gate::Capability {
        walls: &[gate::Wall {
            protects: "auditor",
            from: gate::APPOINTING,
        }],
        ..crate::CAPABILITY
    };
    let town = testkit::Town::new(&[&WALLED]).await;
    taken_over(&town.app.db, super::files::UNITS).await;
    taken_over(&town.app.db, super::files::STAFF).await;
    town.grant("jinji", "hr", None).await;
    let taro = town
        .look(async |tx| Ok(store::staff_of_number(tx, "0001002").await?.unwrap().id))
        .await;
    town.grant(taro.as_str(), "auditor", None).await;
    let jinji = town.as_staff("jinji");
    let file = "職員番号,組織コード,職名,所属長,発令日\n0001002,100102,課長,○,2026-10-01\n";

    let checked = jinji
        .upload("/import", &[], "file", "f.csv", file.as_bytes())
        .await
        .ok();
    let token = checked.between("action=\"/import/", "\"").unwrap();
    let after = jinji.post(&format!("/import/{token}"), &[]).await.ok();

    let sentence = "佐藤　太郎さんは2026-10-01から";
    assert!(
        checked.has(sentence) && after.has(sentence),
        "{}",
        after.text()
    );
    assert!(after.has("取り込みました。次のことを確かめてください"));
}
