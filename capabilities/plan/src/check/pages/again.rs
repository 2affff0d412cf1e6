//! A page that is shown once more, because what was sent was not taken.
use web::{Error, Page, Result, form::FormState};

/// What was sent, and why it was not taken; nothing on a page that is opened afresh.
#[derive(Default)]
pub(super) struct Again {
    pub(super) form: FormState,
    /// Somebody else saved since: their words are to stand beside this person's.
    pub(super) is_stale: bool,
}

impl Again {
    /// After a refusal or a collision; a fault passes.
    pub(super) fn after(page: &Page, mut form: FormState, error: Error) -> Result<Self> {
        let mut is_stale = false;
        match error {
            Error::Refused(refusal) => form.refuse_with(page, refusal.as_ref()),
            Error::Stale => {
                is_stale = true;
                form.refuse("", page.t("web-error-stale"));
            }
            fault => return Err(fault),
        }
        Ok(Self { form, is_stale })
    }

    /// After something that the form itself says.
    pub(super) fn of(form: FormState) -> Self {
        Self {
            form,
            is_stale: false,
        }
    }

    /// The version that the form goes on from: `now`, once this person has seen what now stands. After a refusal it stays the
    /// one that was sent, or mending the form would overwrite unseen what somebody else saved meanwhile.
    pub(super) fn version(&self, now: i64) -> i64 {
        let sent = self.form.given("version").filter(|_| !self.is_stale);
        sent.map_or(now, |it| it.parse().unwrap_or(-1))
    }
}
