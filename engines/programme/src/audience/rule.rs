//! An audience made ready to be asked of thousands.
use super::facts::{Completion, Facts, Names, No, Post};
use super::model::{Alternative, Audience, Condition, Posts, Range, Test, When};

/// An audience whose words are numbers. Asking it allocates nothing.
#[derive(Debug)]
pub struct Rule {
    audience: Audience,
    branches: Box<[Branch]>,
}

/// An alternative, parted by what its tests look at.
#[derive(Debug)]
struct Branch {
    /// With whether it is negated.
    person: Box<[(bool, PersonTest)]>,
    /// To be passed by one and the same post.
    one_post: Box<[PostTest]>,
    /// To be passed by no post.
    no_post: Box<[PostTest]>,
}

#[derive(Debug)]
enum PersonTest {
    Grade(Range),
    YearsHired(Range),
    YearsInGrade(Range),
    Promoted(Range),
    JobFamily(Box<[No]>),
    Kind(Box<[No]>),
    Age(Range),
    Returned,
    Completed(No, When),
}

#[derive(Debug)]
struct PostTest {
    posts: Posts,
    that: OfPost,
}

#[derive(Debug)]
enum OfPost {
    New(Box<[No]>),
    Heads,
    NewlyHeads,
    In(Box<[No]>),
}

enum Ready {
    Person(PersonTest),
    Post(PostTest),
}

impl Rule {
    /// Names that nobody bears are no error here; [`findings`](super::findings) tells them to whoever writes the rule.
    pub fn new(audience: &Audience, names: &mut Names) -> Self {
        let branches = audience.any.iter();
        Self {
            branches: branches.map(|it| Branch::new(it, names)).collect(),
            audience: audience.clone(),
        }
    }

    pub fn audience(&self) -> &Audience {
        &self.audience
    }

    /// Whether the person is in the audience on the day of the facts. Who is not on the staff that day never is.
    pub fn includes(&self, facts: &Facts) -> bool {
        self.met(facts).is_some()
    }

    /// The first alternative that the person meets, counted from 0.
    pub fn met(&self, facts: &Facts) -> Option<usize> {
        if !facts.is_on_staff() {
            return None;
        }
        self.branches.iter().position(|it| it.is_met(facts))
    }

    /// The post that passes all tests of posts of an alternative that the person meets.
    pub(super) fn post<'a>(&self, alternative: usize, facts: &'a Facts) -> Option<&'a Post> {
        self.branches[alternative].post(facts)
    }
}

impl Branch {
    fn new(alternative: &Alternative, names: &mut Names) -> Self {
        let (mut person, mut one_post, mut no_post) = (Vec::new(), Vec::new(), Vec::new());
        for Condition { not, that } in &alternative.all {
            match ready(that, names) {
                Ready::Person(it) => person.push((*not, it)),
                Ready::Post(it) if *not => no_post.push(it),
                Ready::Post(it) => one_post.push(it),
            }
        }
        Self {
            person: person.into(),
            one_post: one_post.into(),
            no_post: no_post.into(),
        }
    }

    fn is_met(&self, facts: &Facts) -> bool {
        let mut person = self.person.iter();
        person.all(|(not, test)| test.holds(facts) == Some(!not))
            && (self.one_post.is_empty() || self.post(facts).is_some())
            && self.no_post.iter().all(|it| it.is_passed_by_none(facts))
    }

    fn post<'a>(&self, facts: &'a Facts) -> Option<&'a Post> {
        let mut posts = facts.posts.iter();
        posts.find(|post| self.one_post.iter().all(|it| it.passes(post, facts)))
    }
}

impl PersonTest {
    /// `None` when what it looks at is not recorded.
    fn holds(&self, facts: &Facts) -> Option<bool> {
        Some(match self {
            Self::Grade(range) => range.contains(facts.grade?.level),
            Self::YearsHired(range) => range.contains(facts.years_since(facts.hired_on)?),
            Self::YearsInGrade(range) => range.contains(facts.years_since(facts.grade?.since?)?),
            Self::Promoted(range) => {
                let grade = facts.grade?;
                let is_new = facts.is_of_this_year(grade.since?);
                range.contains(grade.level) && grade.is_promotion && is_new
            }
            Self::JobFamily(names) => names.contains(&facts.job_family?),
            Self::Kind(kinds) => kinds.contains(&facts.kind),
            Self::Age(range) => range.contains(facts.age_at_year_end()?),
            Self::Returned => facts
                .returned_on
                .is_some_and(|it| facts.is_of_this_year(it)),
            Self::Completed(course, when) => completion(facts, *course, *when).is_some(),
        })
    }
}

impl PostTest {
    fn looks_at(&self, post: &Post) -> bool {
        self.posts == Posts::All || post.is_main
    }

    fn passes(&self, post: &Post, facts: &Facts) -> bool {
        self.looks_at(post)
            && match &self.that {
                OfPost::New(names) => {
                    names.contains(&post.name) && facts.is_of_this_year(post.named_since)
                }
                OfPost::Heads => post.headed_since.is_some(),
                OfPost::NewlyHeads => post
                    .headed_since
                    .is_some_and(|it| facts.is_of_this_year(it)),
                OfPost::In(units) => post.units.iter().any(|it| units.contains(it)),
            }
    }

    /// Not so without a post to look at: where the person is, is then not recorded.
    fn is_passed_by_none(&self, facts: &Facts) -> bool {
        facts.posts.iter().any(|it| self.looks_at(it))
            && !facts.posts.iter().any(|it| self.passes(it, facts))
    }
}

/// The latest completion of the course that counts on the day of the facts.
pub(super) fn completion(facts: &Facts, course: No, when: When) -> Option<&Completion> {
    let year = facts.year();
    let counts = |it: &&Completion| match when {
        When::Ever => it.year <= year,
        When::Valid => it.is_valid_in(year),
    };
    let completions = facts.completions.iter().filter(|it| it.course == course);
    completions.filter(counts).max_by_key(|it| it.year)
}

fn ready(test: &Test, names: &mut Names) -> Ready {
    let mut all = |words: &[String]| words.iter().map(|it| names.no(it)).collect::<Box<[No]>>();
    Ready::Person(match test {
        Test::Grade(range) => PersonTest::Grade(*range),
        Test::YearsHired(range) => PersonTest::YearsHired(*range),
        Test::YearsInGrade(range) => PersonTest::YearsInGrade(*range),
        Test::Promoted(range) => PersonTest::Promoted(*range),
        Test::JobFamily { names } => PersonTest::JobFamily(all(names)),
        Test::Kind { kinds } => PersonTest::Kind(all(kinds)),
        Test::Age(range) => PersonTest::Age(*range),
        Test::Returned => PersonTest::Returned,
        Test::Completed { course, when } => PersonTest::Completed(names.no(course), *when),
        Test::NewPost { names, posts } => return of_post(*posts, OfPost::New(all(names))),
        Test::Heads { posts } => return of_post(*posts, OfPost::Heads),
        Test::NewlyHeads { posts } => return of_post(*posts, OfPost::NewlyHeads),
        Test::InUnit { units, posts } => return of_post(*posts, OfPost::In(all(units))),
    })
}

fn of_post(posts: Posts, that: OfPost) -> Ready {
    Ready::Post(PostTest { posts, that })
}
