use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::EngineerFigures;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use url::form_urlencoded::Serializer;

use super::figures::{Figures, average};
use super::period::PeriodQuery;
use crate::door::{Page, Shell, Visitor, page};

#[derive(Template)]
#[template(path = "reports/reports.html")]
struct ReportsPage {
    shell: Shell,
    /// The days of the form.
    from: String,
    to: String,
    /// None where the period is empty.
    figures: Option<Figures>,
    notice: Option<String>,
}

/// The figures of a period, as far as the visitor may see them.
pub(crate) async fn show_reports(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    web::Query(query): web::Query<PeriodQuery>,
) -> Page {
    let (from, to) = query.bounds();
    match state.use_cases.reports().summary(&caller.actor, from, to).await {
        Ok(summary) => {
            let figures = Figures::new(summary, &shell);
            let (from, to) = figures.days.clone();
            page(StatusCode::OK, &ReportsPage { shell, from, to, figures: Some(figures), notice: None })
        }
        Err(Error::EmptyPeriod(_)) => {
            let notice = Some(shell.say("report-empty-period"));
            let template = ReportsPage { shell, from: query.from, to: query.to, figures: None, notice };
            page(StatusCode::UNPROCESSABLE_ENTITY, &template)
        }
        Err(error) => Err(error.into()),
    }
}

impl ReportsPage {
    fn rating_of(&self, engineer: &EngineerFigures) -> String {
        or_dash(&average(&engineer.ratings)).to_owned()
    }

    /// The address of the table of the same period.
    fn csv(&self) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("from", &self.from).append_pair("to", &self.to);
        format!("{}/reports/resolved.csv?{}", self.shell.base, query.finish())
    }
}

/// A figure, or a dash where there is none.
fn or_dash(figure: &Option<String>) -> &str {
    figure.as_deref().unwrap_or("–")
}
