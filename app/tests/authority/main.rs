//! Who is let in where: every route of the router, asked by every kind of person, for their own record, for one of unit A and for one of
//! unit B. The whole table is compared with `docs/authority-matrix.md`; `UPDATE_MATRIX=1` writes it anew.
//!
//! Each person asks in a town of their own, so that what one changes does not stand in another's way.
mod ask;
mod cast;
mod leaks;
mod table;
mod town;

use std::collections::BTreeSet;

use ask::{Answer, Cell, Kind, routes};
use gate::{Action, Policies, Role};
use hagukumi::capabilities::ALL;

/// Everybody's answers, in the order of the cast.
async fn matrix() -> Vec<Cell> {
    let mut cells = Vec::new();
    for person in cast::everybody() {
        cells.extend(ask::everything(&person).await);
    }
    cells
}

#[tokio::test]
async fn everybody_is_let_in_where_the_matrix_says_and_nowhere_else() {
    let cells = matrix().await;
    println!(
        "{} routes, {} kinds of people, {} questions",
        routes().len(),
        cast::everybody().len(),
        cells.len()
    );

    strangers_get_public_pages_only(&cells);
    the_retired_get_what_strangers_get(&cells);
    the_system_administrator_reads_no_more_than_staff(&cells);
    nobody_meets_a_fault(&cells);
    table::compare(&cells);
}

fn of<'a>(cells: &'a [Cell], person: &str) -> Vec<&'a Cell> {
    let found: Vec<&Cell> = cells.iter().filter(|it| it.person == person).collect();
    assert!(!found.is_empty(), "nobody is called {person}");
    found
}

fn strangers_get_public_pages_only(cells: &[Cell]) {
    for cell in of(cells, "stranger") {
        if cell.action != Action::PUBLIC {
            assert_eq!(cell.answer, Answer::SignIn, "{cell:?}");
        }
    }
}

fn the_retired_get_what_strangers_get(cells: &[Cell]) {
    for (retired, stranger) in of(cells, "retired yesterday")
        .into_iter()
        .zip(of(cells, "stranger"))
    {
        assert_eq!(retired.answer, stranger.answer, "{retired:?}");
    }
}

/// Beyond the gate's own pages and the files of the first day, whoever runs the server is a member of staff like others.
fn the_system_administrator_reads_no_more_than_staff(cells: &[Cell]) {
    let pairs = of(cells, "system_administrator")
        .into_iter()
        .zip(of(cells, "staff"));
    for (administrator, staff) in pairs {
        if administrator.capability != "gate" && administrator.action != Action("people.import") {
            assert_eq!(administrator.answer, staff.answer, "{administrator:?}");
        }
        let is_anothers = administrator.path.contains("{staff}") && administrator.kind != Kind::Own;
        assert!(
            !(is_anothers && administrator.answer == Answer::LetIn),
            "{administrator:?}"
        );
    }
}

/// Nor the key of a text that is missing.
fn nobody_meets_a_fault(cells: &[Cell]) {
    for cell in cells {
        assert_eq!(cell.bare_key, None, "{cell:?}");
        assert!(cell.answer != Answer::Fault, "{cell:?}");
    }
}

#[tokio::test]
async fn nothing_is_changed_by_a_form_without_its_token() {
    for person in cast::everybody() {
        let town = town::with(&person).await;
        for route in routes()
            .iter()
            .filter(|it| it.is_post && it.action != Action::PUBLIC)
        {
            for kind in Kind::of_path(route.path) {
                let path = town.path(route.path, kind);
                let reply = town.visitor.post_without_token(&path, &[]).await;
                // A record that is not there, or not theirs, may be missed before the token is looked at.
                let is_no = matches!(reply.status.as_u16(), 401 | 403 | 404);
                assert!(is_no, "{}: {path} {}", person.name, reply.status);
            }
        }
    }
}

#[test]
fn every_action_of_a_route_is_public_or_in_a_policy() {
    let policies = Policies::parse(ALL.iter().map(|it| it.policies)).unwrap();
    let roles = roles();
    let silent: BTreeSet<&str> = routes()
        .iter()
        .filter(|it| it.action != Action::PUBLIC)
        .filter(|route| {
            !roles
                .iter()
                .any(|role| policies.widest(role, route.action).is_some())
        })
        .map(|it| it.action.0)
        .collect();

    assert!(silent.is_empty(), "no policy speaks of {silent:?}");
}

#[test]
fn every_policy_speaks_of_actions_and_roles_that_exist() {
    let policies = Policies::parse(ALL.iter().map(|it| it.policies)).unwrap();
    let mut actions: Vec<Action> = routes().iter().map(|it| it.action).collect();
    actions.extend(ALL.iter().flat_map(|it| it.nav).map(|it| it.action));

    policies.validate(&actions, &roles()).unwrap();
}

/// All roles that there are, each once.
fn roles() -> Vec<Role> {
    let given = ALL.iter().flat_map(|it| it.roles).map(|it| Role::new(*it));
    let mut roles: Vec<Role> = [Role::STAFF, Role::HEAD, Role::SYSTEM_ADMINISTRATOR]
        .into_iter()
        .chain(given)
        .collect();
    roles.sort();
    roles.dedup();
    roles
}
