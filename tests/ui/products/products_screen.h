#pragma once

#include "core/products/product_csv.h"
#include "core/products/product_repository.h"
#include "core/products/shelf.h"
#include "core/products/substance_repository.h"
#include "tests/support/printers.h"
#include "tests/ui/patients/clinic_screen.h"
#include "ui/products/products_page.h"
#include "ui/widgets/button.h"
#include "ui/widgets/error_banner.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QLabel>
#include <QLineEdit>

namespace dermis::test {

inline const QString serumGtin = QStringLiteral("09506000134352");

/// A clinic with the page of products on screen and a nurse at the computer.
class ProductsScreen : public ClinicScreen
{
public:
    Product add(const QString &name, const QString &label = QStringLiteral("Aqua, Glycerin"),
                ProductKind kind = ProductKind::Topical, const QString &gtin = QString())
    {
        Product product;
        product.name = name;
        product.kind = kind;
        product.label = label;
        product.gtin = gtin;
        product.manufacturer = QStringLiteral("Veldt");
        product.sterile = Stated::Yes;
        product.singleUse = Stated::Yes;
        return addProduct(*database, nurse, clock.now(), product).value();
    }
    Lot receive(ProductId product, const QString &code, const QDate &expiry, int quantity = 3)
    {
        Lot lot;
        lot.productId = product;
        lot.code = code;
        lot.expiry = expiry;
        lot.quantity = quantity;
        return receiveLot(*database, nurse, clock.now(), lot).value();
    }
    StatusReview allow(ProductId id, NeedlingStatus status, const QDate &reviewBy)
    {
        StatusReview review;
        review.status = status;
        review.evidence = QStringLiteral("Maker's letter of May");
        review.reviewBy = reviewBy;
        return reviewProduct(*database, doctor, clock.now(), id, review,
                             ReviewDocument{"%PDF-1.4 letter", QStringLiteral("application/pdf")})
            .value();
    }
    /// The page as it is opened from the rail.
    void open(const QSize &size = {1290, 696})
    {
        page = std::make_unique<ProductsPage>(context);
        show(*page, {.place = Place::Products}, size);
    }
    template <typename T = QWidget> T *find(const char *name)
    {
        auto *found = page->findChild<T *>(QString::fromLatin1(name));
        INFO(name);
        REQUIRE(found != nullptr);
        return found;
    }
    QLineEdit *line(const char *name) { return find<QLineEdit>(name); }
    /// Replaces what stands in a line, by keys.
    void type(const char *name, const QString &text)
    {
        line(name)->setFocus();
        QTest::keyClick(line(name), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(line(name), Qt::Key_Delete);
        typeText(line(name), text);
    }
    void press(const char *name)
    {
        auto *button = find<Button>(name);
        REQUIRE(button->isVisible());
        REQUIRE(button->isEnabled());
        QCoreApplication::processEvents(); // laid out
        QTest::mouseClick(button, Qt::LeftButton);
    }
    /// What Tab comes to, from the widget that has the keyboard, by name.
    QStringList tabs(int steps)
    {
        QStringList names;
        for (int step = 0; step < steps; ++step) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QAccessibleInterface *reached = QAccessible::queryAccessibleInterface(QApplication::focusWidget());
            const QString given = QApplication::focusWidget()->accessibleName();
            names << (given.isEmpty() && reached != nullptr ? reached->text(QAccessible::Name) : given);
        }
        return names;
    }
    /// Ctrl+Enter, from wherever the keyboard is.
    void finish()
    {
        Button *does = nullptr;
        for (Button *button : page->findChildren<Button *>()) {
            if (button->isVisible() && button->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_Return))
                does = button;
        }
        REQUIRE(does != nullptr);
        const QSignalSpy done(does, &Button::clicked);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        REQUIRE(QTest::qWaitFor([&] { return !done.isEmpty(); }, 20'000));
    }
    /// As a scanner does in keyboard mode: each character a key, the separator as Ctrl+], then Enter.
    static void scan(QWidget *widget, const QString &text)
    {
        for (const QChar letter : text) {
            if (letter == QChar(0x1d))
                QTest::keyClick(widget, Qt::Key_BracketRight, Qt::ControlModifier);
            else
                QTest::sendKeyEvent(QTest::Click, widget, Qt::Key_unknown, QString(letter), Qt::NoModifier);
        }
        QTest::keyClick(widget, Qt::Key_Return);
    }
    QAbstractItemView *shelfTable() { return find<QAbstractItemView>("shelf"); }
    /// The titles in the list, in order.
    QStringList titles()
    {
        QStringList all;
        for (int row = 0; row < shelfTable()->model()->rowCount(); ++row)
            all << shelfTable()->model()->index(row, 0).data().toString();
        return all;
    }
    QString shown() { return find<QLabel>("productTitle")->text(); }
    void choose(const QString &title)
    {
        const auto row = titles().indexOf(title);
        REQUIRE(row >= 0);
        shelfTable()->setFocus();
        QTest::keyClick(shelfTable(), Qt::Key_Home);
        for (int step = 0; step < row; ++step)
            QTest::keyClick(shelfTable(), Qt::Key_Down);
        REQUIRE(shown() == title);
    }
    /// What every message on the page says.
    QString told()
    {
        QStringList all;
        for (const ErrorBanner *banner : page->findChildren<ErrorBanner *>()) {
            if (banner->isTelling() && banner->isVisible())
                all << banner->text().title + QLatin1Char(' ') + banner->text().detail;
        }
        return all.join(QLatin1Char('\n'));
    }
    /// What the field of this control says below it.
    QString says(const char *name) { return find(name)->accessibleDescription(); }
    void pressInBanner(const QString &text)
    {
        QCoreApplication::processEvents(); // what was just made comes on screen
        for (Button *button : page->findChildren<Button *>()) {
            if (button->isVisible() && button->text() == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        FAIL("no button " << text.toStdString());
    }

    std::unique_ptr<ProductsPage> page;
};

} // namespace dermis::test
