#include "ui/shell/sign_in_page.h"

#include "ui/context/words.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/person_list.h"
#include "ui/widgets/text_label.h"

#include <QBoxLayout>

using namespace Qt::StringLiterals;

namespace dermis {

namespace {

constexpr int visibleRows = 6;

} // namespace

QString draftsWords(int kept)
{
    if (kept == 0)
        return {};
    return kept == 1 ? SignInPage::tr("1 draft kept") : SignInPage::tr("%1 drafts kept").arg(kept);
}

SignInPage::SignInPage(QWidget *parent)
    : FrontPage(parent)
    , m_title(new TextLabel(QString(), TypeStyle::Name))
    , m_subtitle(new TextLabel(QString(), TypeStyle::Body, &Tokens::text2))
    , m_list(new PersonList(tr("Who is at the computer?")))
    , m_continue(new Button(tr("Continue"), ButtonKind::Primary))
{
    m_continue->setLarge(true);
    m_continue->setKeyHint(tr("Enter"));
    auto *card = new Card;
    card->body()->addWidget(m_list);
    form()->addWidget(m_title);
    form()->addWidget(m_subtitle);
    form()->addSpacing(14);
    form()->addWidget(card);
    form()->addSpacing(14);
    form()->addWidget(m_continue, 0, Qt::AlignRight);
    setFoot(tr("No patient names are shown here."));
    connect(m_list, &PersonList::activated, this, &SignInPage::accept);
    connect(m_continue, &Button::clicked, this, &SignInPage::accept);
}

void SignInPage::setPeople(const QList<Staff> &staff, const QHash<StaffId, int> &drafts)
{
    m_staff.clear();
    QList<PersonRow> rows;
    for (const Staff &person : staff) {
        if (!person.active)
            continue;
        m_staff << person;
        const int kept = drafts.value(person.id);
        rows << PersonRow{person.name, rolesWords(person.roles), draftsWords(kept)};
    }
    m_list->setPeople(rows);
    m_list->setFixedHeight(std::clamp(static_cast<int>(rows.size()), 1, visibleRows) * PersonList::rowHeight);
    m_continue->setEnabled(!rows.isEmpty());
}

void SignInPage::begin(StaffId person, const QDateTime &lockedAt, int idleMinutes)
{
    const QString kept =
        idleMinutes > 0 ? tr("Nobody typed for %1 minutes. Your work is where you left it.").arg(idleMinutes)
                        : tr("Your work is where you left it. Who is at the computer?");
    m_title->setText(lockedAt.isValid() ? tr("Locked at %1").arg(timeWords(lockedAt))
                                        : tr("Who is at the computer?"));
    m_subtitle->setText(lockedAt.isValid() ? kept : tr("Choose your name. What you do is kept under it."));
    int row = 0;
    for (int index = 0; index < m_staff.size(); ++index) {
        if (m_staff.at(index).id == person)
            row = index;
    }
    m_list->setCurrentRow(row);
    m_list->setFocus(Qt::OtherFocusReason);
}

StaffId SignInPage::currentPerson() const
{
    const int row = m_list->currentRow();
    return row >= 0 && row < m_staff.size() ? m_staff.at(row).id : StaffId();
}

void SignInPage::accept()
{
    const int row = m_list->currentRow();
    if (row >= 0 && row < m_staff.size())
        Q_EMIT signedIn(m_staff.at(row));
}

} // namespace dermis
