#include "ui/shell/keys_panel.h"

#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/key_hint.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

QString spoken(const QList<KeyLine> &keys)
{
    QStringList lines;
    for (const KeyLine &line : keys)
        lines << KeysPanel::tr("%1: %2", "key, what it does").arg(line.key, line.does);
    return lines.join(u". "_s);
}

void addLines(QVBoxLayout &column, const QString &title, const QList<KeyLine> &keys)
{
    if (keys.isEmpty())
        return;
    column.addWidget(new TextLabel(title, TypeStyle::BodyStrong));
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    for (const KeyLine &line : keys) {
        const int row = grid->rowCount();
        grid->addWidget(new KeyHint(line.key), row, 0);
        grid->addWidget(new TextLabel(line.does), row, 1);
    }
    column.addLayout(grid);
    column.addSpacing(8);
}

void empty(QLayout &layout)
{
    while (QLayoutItem *item = layout.takeAt(0)) {
        if (item->layout() != nullptr)
            empty(*item->layout());
        delete item->widget();
        delete item;
    }
}

} // namespace

KeysPanel::KeysPanel(QWidget *parent) : QFrame(parent), m_column(new QVBoxLayout(this))
{
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", false);
    m_column->setContentsMargins(16, 14, 20, 8);
    m_column->setSpacing(4);
    hide();
}

void KeysPanel::showKeys(const QString &pageTitle, const QList<KeyLine> &pageKeys,
                         const QList<KeyLine> &windowKeys)
{
    if (isVisible())
        return close();
    empty(*m_column);
    addLines(*m_column, tr("Keys of %1").arg(pageTitle), pageKeys);
    addLines(*m_column, tr("Keys everywhere"), windowKeys);
    setAccessibleName(tr("Keys. %1. %2").arg(spoken(pageKeys), spoken(windowKeys)));
    adjustSize();
    move((parentWidget()->width() - width()) / 2, std::max(0, (parentWidget()->height() - height()) / 3));
    m_before = QApplication::focusWidget();
    show();
    raise();
    setFocus(Qt::OtherFocusReason);
}

void KeysPanel::close()
{
    hide();
    if (m_before)
        m_before->setFocus(Qt::OtherFocusReason);
}

void KeysPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        close();
    else
        QFrame::keyPressEvent(event);
}

void KeysPanel::focusOutEvent(QFocusEvent *event)
{
    QFrame::focusOutEvent(event);
    hide();
}

void KeysPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintBox(painter, rect(), cardRadius, tokens().panel, tokens().control);
}

} // namespace dermis
