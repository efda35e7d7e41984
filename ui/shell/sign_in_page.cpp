#include "ui/shell/sign_in_page.h"

#include "ui/context/words.h"
#include "ui/shell/brand_art.h"
#include "ui/theme/painting.h"
#include "ui/theme/tokens.h"
#include "ui/widgets/avatar.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>
#include <QListView>
#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int rowHeight = 58;
constexpr int visibleRows = 6;
constexpr int formWidth = 440;
constexpr int roleRole = Qt::UserRole + 1;
constexpr int noteRole = Qt::UserRole + 2;

class PersonDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {200, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Tokens &c = tokens();
        const QRectF row(option.rect);
        const bool current = option.state.testFlag(QStyle::State_Selected);
        if (current) {
            painter->fillRect(row, c.selection);
            painter->fillRect(QRectF(row.left(), row.top(), 4, row.height()), c.accent);
        }
        const QString name = index.data(Qt::DisplayRole).toString();
        paintInitials(*painter, QRectF(row.left() + 14, row.center().y() - 16, 32, 32), name,
                      current ? c.accent : c.accentSoft, current ? c.onAccent : c.accent);
        const QFont small = dermis::font(TypeStyle::Small);
        const QString note = index.data(noteRole).toString();
        const int noteWidth = QFontMetrics(small).horizontalAdvance(note) + 2;
        const QRectF words(row.left() + 58, row.top() + 10, row.width() - 58 - 14 - noteWidth - 8, 20);
        paintText(*painter, words, name, dermis::font(TypeStyle::BodyStrong), c.text);
        paintText(*painter, words.translated(0, 19), index.data(roleRole).toString(), small, c.text2);
        paintText(*painter, QRectF(row.right() - 14 - noteWidth, row.top(), noteWidth, row.height()), note, small, c.text2);
        if (index.row() + 1 < index.model()->rowCount())
            paintLowerLine(*painter, row, c.line);
    }
};

} // namespace

SignInPage::SignInPage(QWidget *parent)
    : QWidget(parent)
    , m_art(new BrandArt)
    , m_title(new TextLabel(QString(), TypeStyle::Name))
    , m_subtitle(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_list(new QListView)
    , m_model(new QStandardItemModel(this))
    , m_continue(new Button(tr("Continue"), ButtonKind::Primary))
{
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PersonDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Who is at the computer?"));
    m_continue->setLarge(true);
    m_continue->setKeyHint(tr("Enter"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_art, 41);
    row->addWidget(makeForm(), 59);
    connect(m_list, &QListView::activated, this, &SignInPage::accept);
    connect(m_continue, &Button::clicked, this, &SignInPage::accept);
}

QWidget *SignInPage::makeForm()
{
    auto *card = new Card;
    card->body()->addWidget(m_list);
    auto *foot = new TextLabel(tr("No patient names are shown here."), TypeStyle::Small, &Tokens::text2);
    foot->setAlignment(Qt::AlignCenter);
    auto *inner = new QWidget;
    inner->setMaximumWidth(formWidth);
    auto *column = new QVBoxLayout(inner);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_title);
    column->addWidget(m_subtitle);
    column->addSpacing(14);
    column->addWidget(card);
    column->addSpacing(14);
    column->addWidget(m_continue, 0, Qt::AlignRight);
    auto *form = new QWidget;
    auto *outer = new QVBoxLayout(form);
    outer->setContentsMargins(32, 24, 32, 18);
    outer->addStretch();
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(inner, 100);
    middle->addStretch(1);
    outer->addLayout(middle);
    outer->addStretch();
    outer->addWidget(foot);
    return form;
}

void SignInPage::setPractice(const QString &name)
{
    m_art->setPractice(name);
}

void SignInPage::setPeople(const QList<Staff> &staff, const QHash<StaffId, int> &drafts)
{
    m_staff.clear();
    m_model->clear();
    for (const Staff &person : staff) {
        if (!person.active)
            continue;
        m_staff << person;
        const int kept = drafts.value(person.id);
        const QString note = kept == 0 ? QString() : tr("%n draft(s) kept", nullptr, kept);
        auto *item = new QStandardItem(person.name);
        item->setData(rolesWords(person.roles), roleRole);
        item->setData(note, noteRole);
        item->setData(tr("%1, %2 %3", "name, role, drafts").arg(person.name, rolesWords(person.roles), note).trimmed(),
                      Qt::AccessibleTextRole);
        m_model->appendRow(item);
    }
    const auto rows = std::clamp(static_cast<int>(m_staff.size()), 1, visibleRows);
    m_list->setFixedHeight(rows * rowHeight);
    m_continue->setEnabled(!m_staff.isEmpty());
}

void SignInPage::begin(StaffId person, const QDateTime &lockedAt)
{
    m_title->setText(lockedAt.isValid() ? tr("Locked at %1").arg(timeWords(lockedAt)) : tr("Who is at the computer?"));
    m_subtitle->setText(lockedAt.isValid() ? tr("Your work is where you left it. Who is at the computer?")
                                           : tr("Choose your name. What you do is kept under it."));
    int row = 0;
    for (int index = 0; index < m_staff.size(); ++index) {
        if (m_staff.at(index).id == person)
            row = index;
    }
    m_list->setCurrentIndex(m_model->index(row, 0));
    m_list->setFocus(Qt::OtherFocusReason);
}

StaffId SignInPage::currentPerson() const
{
    const int row = m_list->currentIndex().row();
    return row >= 0 && row < m_staff.size() ? m_staff.at(row).id : StaffId();
}

void SignInPage::accept()
{
    const int row = m_list->currentIndex().row();
    if (row >= 0 && row < m_staff.size())
        Q_EMIT signedIn(m_staff.at(row));
}

} // namespace dermis
