#include "ui/widgets/scroll_area_accessible.h"

#include <QAccessible>
#include <QLabel>
#include <QScrollArea>

#include <catch2/catch.hpp>

using namespace dermis;
using namespace Qt::StringLiterals;

TEST_CASE("a reader that asks a scrolled area for a child that went gets none", "[widgets][gui]")
{
    installScrollAreaAccessible();
    QScrollArea area;
    area.setWidget(new QLabel(u"Findings"_s));
    area.setAccessibleName(u"Safety"_s);
    auto *accessible = QAccessible::queryAccessibleInterface(&area);
    REQUIRE(accessible);
    CHECK(accessible->text(QAccessible::Name) == u"Safety");
    REQUIRE(accessible->childCount() > 0);
    CHECK(accessible->child(0));
    CHECK_FALSE(accessible->child(accessible->childCount()));
    QAccessible::deleteAccessibleInterface(QAccessible::uniqueId(accessible));
}
