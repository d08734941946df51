"""Looks, from inside a copy of the product, at what its screens say of the fifth indicator. Prints JSON."""

import json
import sys

from streamlit.testing.v1 import AppTest

from indicators.documentation import documentation

PAGES = ("synthese", "indicateur", "territoire", "etablissements")


def said(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info)
    return "\n".join(str(one.value) for kind in kinds for one in kind)


def look(page: str) -> dict[str, object]:
    app = AppTest.from_file("app.py", default_timeout=60)
    app.query_params["indicateur"] = "charte_usages"
    app.query_params["jour"] = "2022-03-31"
    app.run()
    app.switch_page(f"pages/{page}.py").run()
    return {"errors": [str(one.value) for one in app.exception], "says": said(app)}


if __name__ == "__main__":
    found = {page: look(f"consulter/{page}") for page in PAGES}
    found["definitions"] = look("gerer/definitions")
    json.dump({"screens": found, "documentation": documentation()}, sys.stdout)
