#include "ui/theme/dermis_style.h"
#include "ui/theme/focus_ring.h"
#include "ui/theme/icons.h"
#include "ui/theme/severity.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QTest>
#include <QVBoxLayout>

#include <cmath>

using namespace dermis;
using namespace Qt::StringLiterals;

namespace {

double channel(float value)
{
    return value <= 0.03928F ? value / 12.92 : std::pow((static_cast<double>(value) + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * channel(colour.redF()) + 0.7152 * channel(colour.greenF()) +
           0.0722 * channel(colour.blueF());
}

/// WCAG 2 contrast ratio.
double contrast(const QColor &one, const QColor &other)
{
    const double lighter = std::max(luminance(one), luminance(other));
    const double darker = std::min(luminance(one), luminance(other));
    return (lighter + 0.05) / (darker + 0.05);
}

struct Pair
{
    const char *name;
    Token front;
    Token back;
    double light; ///< the ratio the design language states, cut to one decimal
    double dark;
    double limit;
};

constexpr double textLimit = 4.5;
constexpr double shapeLimit = 3.0;

const Pair pairs[] = {
    {"text on panel", &Tokens::text, &Tokens::panel, 15.6, 13.1, textLimit},
    {"text on selection", &Tokens::text, &Tokens::selection, 12.7, 9.4, textLimit},
    {"text2 on selection", &Tokens::text2, &Tokens::selection, 6.3, 6.4, textLimit},
    {"text3 on selection", &Tokens::text3, &Tokens::selection, 5.0, 4.6, textLimit},
    {"stop on panel", &Tokens::stopText, &Tokens::panel, 8.4, 9.6, textLimit},
    {"relative on panel", &Tokens::relativeText, &Tokens::panel, 7.6, 10.0, textLimit},
    {"caution on panel", &Tokens::cautionText, &Tokens::panel, 7.4, 10.8, textLimit},
    {"not asked on panel", &Tokens::notAskedText, &Tokens::panel, 8.2, 9.1, textLimit},
    {"clear on panel", &Tokens::clearText, &Tokens::panel, 7.4, 9.7, textLimit},
    {"stop on soft", &Tokens::stopText, &Tokens::stopSoft, 7.3, 9.0, textLimit},
    {"relative on soft", &Tokens::relativeText, &Tokens::relativeSoft, 6.8, 9.1, textLimit},
    {"caution on soft", &Tokens::cautionText, &Tokens::cautionSoft, 6.8, 9.5, textLimit},
    {"not asked on soft", &Tokens::notAskedText, &Tokens::notAskedSoft, 7.1, 8.4, textLimit},
    {"clear on soft", &Tokens::clearText, &Tokens::clearSoft, 6.6, 8.7, textLimit},
    {"control edge on panel", &Tokens::control, &Tokens::panel, 3.7, 4.0, shapeLimit},
    {"control edge on window", &Tokens::control, &Tokens::window, 3.2, 4.5, shapeLimit},
    {"stop solid on panel", &Tokens::stopSolid, &Tokens::panel, 7.5, 3.3, shapeLimit},
    {"accent on panel", &Tokens::accent, &Tokens::panel, 7.7, 8.3, textLimit},
    {"accent on window", &Tokens::accent, &Tokens::window, 6.8, 9.1, textLimit},
    {"onAccent on accent", &Tokens::onAccent, &Tokens::accent, 7.7, 8.1, textLimit},
    {"signs on stop solid", &Tokens::onStop, &Tokens::stopSolid, 7.5, 4.8, textLimit},
    {"railText on rail", &Tokens::railText, &Tokens::rail, 9.5, 10.8, textLimit},
    {"white on railOn", &Tokens::onStop, &Tokens::railOn, 8.6, 11.6, textLimit},
    {"focus on panel", &Tokens::focus, &Tokens::panel, 5.8, 8.1, shapeLimit},
    {"focus on window", &Tokens::focus, &Tokens::window, 5.1, 8.9, shapeLimit},
    {"ring on rail", &Tokens::railFocus, &Tokens::rail, 12.9, 18.7, shapeLimit},
};

int paintedPixels(const QImage &image)
{
    int painted = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            painted += qAlpha(image.pixel(x, y)) > 128 ? 1 : 0;
    }
    return painted;
}

} // namespace

TEST_CASE("every pair of colours has the contrast that the design language states", "[theme]")
{
    for (const Pair &pair : pairs) {
        for (const Theme theme : {Theme::Light, Theme::Dark}) {
            const Tokens &colours = tokensOf(theme);
            const double ratio = contrast(colours.*pair.front, colours.*pair.back);
            INFO(pair.name << (theme == Theme::Dark ? " dark " : " light ") << ratio);
            CHECK(ratio >= pair.limit);
            CHECK(ratio == Approx((theme == Theme::Dark ? pair.dark : pair.light) + 0.05).margin(0.051));
        }
    }
}

TEST_CASE("the solid severity colours stand out from a panel", "[theme]")
{
    for (const Theme theme : {Theme::Light, Theme::Dark}) {
        for (const Token solid :
             {&Tokens::relativeSolid, &Tokens::cautionSolid, &Tokens::notAskedSolid, &Tokens::clearSolid})
            CHECK(contrast(tokensOf(theme).*solid, tokensOf(theme).panel) >= shapeLimit);
    }
}

TEST_CASE("every icon paints something in the colour it is given", "[theme]")
{
    for (const Icon icon : allIcons()) {
        const QImage image = iconPixmap(icon, QColor(200, 0, 0), QColor(0, 0, 200), 24, 2.0).toImage();
        INFO(iconFile(icon).toStdString());
        CHECK(image.width() == 48);
        CHECK(paintedPixels(image) > 40);
    }
}

TEST_CASE("an icon takes its new colour when the theme changes", "[theme]")
{
    applyTheme(*qApp, Theme::Light);
    const QIcon search = icon(Icon::Search, &Tokens::text);
    const QImage light = search.pixmap(24).toImage();
    applyTheme(*qApp, Theme::Dark);
    CHECK(currentTheme() == Theme::Dark);
    CHECK(search.pixmap(24).toImage() != light);
    applyTheme(*qApp, Theme::Light);
    CHECK(search.pixmap(24).toImage() == light);
}

TEST_CASE("each severity has a shape and a word of its own", "[theme]")
{
    QStringList words;
    QList<Icon> shapes;
    for (const SeverityMark mark : {SeverityMark::Absolute, SeverityMark::Relative, SeverityMark::Caution,
                                    SeverityMark::NotAsked, SeverityMark::Clear, SeverityMark::Note}) {
        CHECK_FALSE(words.contains(severityWord(mark)));
        CHECK_FALSE(shapes.contains(look(mark).icon));
        words << severityWord(mark);
        shapes << look(mark).icon;
    }
}

TEST_CASE("the focus ring lies around the control that has the keyboard", "[theme][gui]")
{
    applyTheme(*qApp, Theme::Light);
    FocusRing ring;
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *first = new QLineEdit;
    auto *second = new QLineEdit;
    column->addWidget(first);
    column->addWidget(second);
    window.show();
    window.activateWindow();
    REQUIRE(QTest::qWaitForWindowActive(&window));
    second->setFocus();
    CHECK(ring.target() == second);
    const QPoint edge = second->geometry().topLeft() + QPoint(second->width() / 2, -2);
    CHECK(window.grab().toImage().pixelColor(edge) == tokens().focus);
    first->setFocus();
    CHECK(ring.target() == first);
    CHECK(window.grab().toImage().pixelColor(edge) != tokens().focus);
}
