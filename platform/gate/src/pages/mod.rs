//! The gate as web pages.
mod account;
mod home;
mod ledger;
mod roles;
mod sign_in;

use crate::{house::Route, model::Action, rules::ADD_GRANT};

pub(crate) const HOME: Action = Action("gate.home");
pub(crate) const ACCOUNT: Action = Action("gate.account");
pub(crate) const ROLES: Action = Action("gate.roles");
const ISSUE_FIRST_CODE: Action = Action("gate.issue_first_code");
const SET_DISABLED: Action = Action("gate.set_disabled");
pub(crate) const LEDGER: Action = Action("gate.ledger");

pub(crate) fn routes() -> Vec<Route> {
    vec![
        Route::get("/assets/{hash}/{name}", Action::PUBLIC, web::assets::serve),
        Route::get("/sign-in", Action::PUBLIC, sign_in::show),
        Route::post("/sign-in", Action::PUBLIC, sign_in::enter),
        Route::get("/first-password", Action::PUBLIC, sign_in::show_first),
        Route::post("/first-password", Action::PUBLIC, sign_in::enter_first),
        Route::post("/settings/display", Action::PUBLIC, account::set_display),
        Route::post("/sign-out", Action("gate.sign_out"), account::sign_out),
        Route::get("/", HOME, home::show),
        Route::get("/account", ACCOUNT, account::show),
        Route::post(
            "/account/password",
            Action("gate.change_password"),
            account::change_password,
        ),
        Route::post(
            "/account/sessions/end",
            Action("gate.revoke_session"),
            account::revoke_session,
        ),
        Route::get("/roles", ROLES, roles::show).sensitive(),
        Route::post("/roles", ADD_GRANT, roles::add),
        Route::post("/roles/{grant}/end", Action("gate.end_grant"), roles::end),
        Route::post(
            "/accounts/first-code",
            ISSUE_FIRST_CODE,
            roles::issue_first_code,
        ),
        Route::post("/accounts/disabled", SET_DISABLED, roles::set_disabled),
        Route::get("/ledger", LEDGER, ledger::show).sensitive(),
    ]
}

/// Where a form may lead: only to a path of this server. A link must not send anybody elsewhere, least of all after a sign-in.
///
/// Browsers take `\` for `/` and leave out tabs and line breaks, so that `/<tab>/example.jp` would be another server.
fn safe_path(wanted: &str) -> &str {
    let is_ours = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains(|it: char| it == '\\' || it.is_control() || it.is_whitespace());
    if is_ours { wanted } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::safe_path;

    #[test]
    fn a_form_leads_to_no_other_server() {
        for ours in ["/", "/plan?year=2026", "/staff?q=%E8%8A%B1", "/staff?q=花"] {
            assert_eq!(safe_path(ours), ours);
        }
        for elsewhere in [
            "//example.jp",
            "https://example.jp",
            "/\\example.jp",
            "/\t/example.jp",
            "/\n/example.jp",
            "/ /example.jp",
            "/a\r\nSet-Cookie: b=c",
            "\\\\example.jp",
            "javascript:alert(1)",
            "plan",
            "",
        ] {
            assert_eq!(safe_path(elsewhere), "/", "{elsewhere:?}");
        }
    }
}
