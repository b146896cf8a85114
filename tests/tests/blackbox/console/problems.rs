use deskhand_http_core::problem::ProblemCode;
use reqwest::Method;

use crate::support::TestApp;

#[tokio::test]
async fn the_type_of_every_problem_is_an_address_that_explains_it() {
    let app = TestApp::start().await;
    let page = async |path: &str| app.send(app.request(Method::GET, path)).await;
    let list = page("//problems").await;
    assert_eq!(list.status, 200);
    for code in ProblemCode::ALL {
        let one = page(&format!("//problems/{}", code.as_str())).await;
        assert_eq!((one.status, one.header("content-type").as_str()), (200, "text/html; charset=utf-8"));
        assert!(one.body.contains(code.as_str()) && list.body.contains(code.as_str()), "{code:?}");
    }
    assert_eq!(page("//problems/nonsense").await.status, 404);
    app.finish().await;
}
