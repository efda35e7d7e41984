#pragma once

#include "core/access/staff.h"
#include "ui/shell/front_page.h"

#include <QDateTime>
#include <QHash>

namespace dermis {

class Button;
class PersonList;
class TextLabel;

/// How many drafts of a person wait, without saying of whom; empty for none.
QString draftsWords(int kept);

/// Who is at the computer? A choice, in a clinic that is not encrypted; LockPage asks for the password of one that is. No
/// patient is named here.
class SignInPage : public FrontPage
{
    Q_OBJECT
public:
    explicit SignInPage(QWidget *parent = nullptr);
    /// `drafts`: how many drafts each person has kept.
    void setPeople(const QList<Staff> &staff, const QHash<StaffId, int> &drafts);
    /// `person` is preselected; `lockedAt` (UTC) is invalid at the first start; `idleMinutes` is 0 when
    /// somebody locked it.
    void begin(StaffId person, const QDateTime &lockedAt, int idleMinutes = 0);
    StaffId currentPerson() const;

Q_SIGNALS:
    void signedIn(const dermis::Staff &person);

private:
    void accept();

    TextLabel *m_title;
    TextLabel *m_subtitle;
    PersonList *m_list;
    Button *m_continue;
    QList<Staff> m_staff;
};

} // namespace dermis
