use super::browser::{Browser, desk};

#[tokio::test]
async fn a_saved_list_counts_along_and_a_half_typed_name_stays() {
    let Some(app) = desk("save a list").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer 1").await;
    let mut edgar = Browser::of(&app, "edgar").await;
    edgar.expect_in_log("422 (Unprocessable");
    edgar.visit("/inbox?view=open&q=printer").await;
    edgar.press("Save this list").await;
    edgar.fill("Name of the list", "Paper").await;
    edgar.press("Save").await;
    edgar.find("//nav[@id='views']//a[@aria-current and normalize-space(.)='Paper 1']").await;

    // A name that was refused: the page is at the address of its form, and goes on to follow its list.
    edgar.press("Save this list").await;
    let field = edgar.find("//input[@id='name']").await;
    field.send_keys("x".repeat(61)).await.unwrap();
    edgar.press("Save").await;
    edgar.sees("must have at most 60 characters").await;
    app.open_ticket(&ada, "Printer 2").await;
    edgar.find("//nav[@id='views']//a[normalize-space(.)='Paper 2']").await;
    edgar.sees("Printer 2").await;
    assert_eq!(edgar.value("Name of the list").await, "x".repeat(61));
    edgar.close().await;
    app.finish().await;
}
