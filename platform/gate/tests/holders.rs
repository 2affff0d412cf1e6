//! Who is told of what a unit has to do: everybody who holds the role for it on the day, and nobody else.
use base::{Date, FAR_FUTURE, StaffId, UnitCode, date};
use gate::{APPOINTING, Capability, Role, Wall, store};
use testkit::Town;

const RECORDS: Capability = Capability {
    roles: &["writer", "nurse"],
    walls: &[Wall {
        protects: "nurse",
        from: APPOINTING,
    }],
    ..Capability::named("records")
};

const YESTERDAY: Date = date(2026, 3, 31);
const TODAY: Date = date(2026, 4, 1);
const TOMORROW: Date = date(2026, 4, 2);
const LONG_AGO: Date = date(2020, 4, 1);

/// A bureau with two sections, the first with a team, and a section elsewhere.
async fn town() -> Town {
    let town = Town::new(&[&RECORDS]).await;
    town.unit("bureau", &[]).await;
    town.unit("a", &["bureau"]).await;
    town.unit("team", &["a", "bureau"]).await;
    town.unit("b", &["bureau"]).await;
    town.unit("elsewhere", &[]).await;
    town
}

/// The people who hold a role for a unit on a day, in the order in which the gate names them.
async fn holders(town: &Town, role: &str, unit: &str, day: Date) -> Vec<String> {
    let (app, role, unit) = (town.app.clone(), Role::new(role), UnitCode(unit.to_owned()));
    let grants = town
        .look(async |tx| Ok(gate::holders(tx, &app, &role, &unit, day).await?))
        .await;
    grants.into_iter().map(|it| it.staff.0).collect()
}

async fn writers(town: &Town, unit: &str) -> Vec<String> {
    holders(town, "writer", unit, TODAY).await
}

const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn those_of_the_unit_come_before_those_of_the_units_above_and_no_others_come() {
    let town = town().await;
    for (name, role, unit) in [
        ("chief", "writer", Some("bureau")),
        ("taro", "writer", Some("a")),
        ("hanako", "writer", Some("a")),
        ("member", "writer", Some("team")),
        ("neighbour", "writer", Some("b")),
        ("stranger", "writer", Some("elsewhere")),
        ("mayor", "writer", None),
        ("head", "head", Some("a")),
    ] {
        town.grant(name, role, unit).await;
    }

    assert_eq!(writers(&town, "a").await, ["hanako", "taro", "chief"]);
    assert_eq!(
        writers(&town, "team").await,
        ["member", "hanako", "taro", "chief"]
    );
    assert_eq!(writers(&town, "nowhere").await, NOBODY);
}

#[tokio::test]
async fn a_role_is_held_from_its_first_day_until_the_day_before_it_ends() {
    let town = town().await;
    town.grant_between("hanako", "writer", Some("a"), TODAY, TOMORROW)
        .await;

    assert_eq!(holders(&town, "writer", "a", YESTERDAY).await, NOBODY);
    assert_eq!(holders(&town, "writer", "a", TODAY).await, ["hanako"]);
    assert_eq!(holders(&town, "writer", "a", TOMORROW).await, NOBODY);
}

#[tokio::test]
async fn a_unit_that_moved_today_has_the_writers_of_its_new_bureau() {
    let town = town().await;
    town.grant("old", "writer", Some("bureau")).await;
    town.grant("new", "writer", Some("elsewhere")).await;
    town.given(async |tx| {
        tx.execute(
            "update gate_unit_reach set ends_on = $1 where ancestor_code = 'bureau' and unit_code = 'a'",
            db::params![TODAY],
        )
        .await?;
        tx.execute(
            "insert into gate_unit_reach (ancestor_code, unit_code, starts_on, ends_on) values ('elsewhere', 'a', $1, $2)",
            db::params![TODAY, FAR_FUTURE],
        )
        .await?;
        Ok(())
    })
    .await;

    assert_eq!(holders(&town, "writer", "a", YESTERDAY).await, ["old"]);
    assert_eq!(holders(&town, "writer", "a", TODAY).await, ["new"]);
}

#[tokio::test]
async fn a_deputy_is_among_them_as_long_as_the_principal_holds_the_role() {
    let town = town().await;
    town.appoint("chief", "writer", "a", LONG_AGO, TOMORROW)
        .await;
    town.deputise("hanako", "chief", ("writer", Some("a")), TODAY, FAR_FUTURE)
        .await;

    assert_eq!(holders(&town, "writer", "a", YESTERDAY).await, ["chief"]);
    assert_eq!(
        holders(&town, "writer", "a", TODAY).await,
        ["chief", "hanako"]
    );
    assert_eq!(holders(&town, "writer", "a", TOMORROW).await, NOBODY);
}

#[tokio::test]
async fn who_has_left_has_not_come_yet_or_has_a_closed_account_is_not_told() {
    let town = town().await;
    for name in ["retired", "newcomer", "closed", "last-day"] {
        town.grant(name, "writer", Some("a")).await;
    }
    town.given(async |tx| {
        for (name, starts_on, ends_on, is_disabled) in [
            ("retired", LONG_AGO, TODAY, false),
            ("newcomer", TOMORROW, FAR_FUTURE, false),
            ("closed", LONG_AGO, FAR_FUTURE, true),
            ("last-day", LONG_AGO, TOMORROW, false),
        ] {
            tx.execute(
                "update gate_accounts set starts_on = $2, ends_on = $3, is_disabled = $4 where staff_id = $1",
                db::params![name, starts_on, ends_on, is_disabled],
            )
            .await?;
        }
        Ok(())
    })
    .await;

    assert_eq!(writers(&town, "a").await, ["last-day"]);
}

#[tokio::test]
async fn a_grant_behind_a_wall_does_not_count_while_the_other_role_is_held() {
    let town = town().await;
    town.grant("hanako", "nurse", Some("a")).await;
    town.grant("taro", "nurse", Some("a")).await;
    town.appoint("hanako", "head", "elsewhere", TODAY, TOMORROW)
        .await;
    // Stands in for a head who is none today, and so is none either.
    town.appoint("chief", "head", "b", LONG_AGO, TODAY).await;
    town.deputise("taro", "chief", ("head", Some("b")), LONG_AGO, FAR_FUTURE)
        .await;

    assert_eq!(holders(&town, "nurse", "a", YESTERDAY).await, ["hanako"]);
    assert_eq!(holders(&town, "nurse", "a", TODAY).await, ["taro"]);
    assert_eq!(
        holders(&town, "nurse", "a", TOMORROW).await,
        ["hanako", "taro"]
    );
    // The wall takes the protected role, never the other one.
    assert_eq!(holders(&town, "head", "elsewhere", TODAY).await, ["hanako"]);
}

#[tokio::test]
async fn what_they_hold_says_for_whom_they_stand_in() {
    let town = town().await;
    town.grant("chief", "writer", Some("a")).await;
    town.deputise("hanako", "chief", ("writer", Some("a")), TODAY, FAR_FUTURE)
        .await;
    let (app, unit) = (town.app.clone(), UnitCode("a".to_owned()));
    let hanako = StaffId("hanako".to_owned());

    let found = town
        .look(async |tx| Ok(gate::holders(tx, &app, &Role::new("writer"), &unit, TODAY).await?))
        .await;
    let held = town
        .look(async |tx| Ok(store::grants_from(tx, &hanako, TODAY).await?))
        .await;

    assert_eq!(found[1], held[0]);
    assert_eq!(found[1].deputy_for, Some(StaffId("chief".to_owned())));
}
