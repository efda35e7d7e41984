#include "ui/context/new_password.h"

#include "core/access/passwords.h"
#include "ui/widgets/password_line.h"
#include "ui/widgets/severity_tag.h"
#include "ui/widgets/text_label.h"

#include <QFormLayout>

namespace dermis {

namespace {

constexpr int longPassword = 16; // about four short words

QString problemWords(PasswordProblem problem)
{
    switch (problem) {
    case PasswordProblem::TooShort:
        return NewPassword::tr("At least %1 signs; four words are easy to keep in mind.").arg(leastPasswordLength);
    case PasswordProblem::TooFewSigns:
        return NewPassword::tr("The same few signs are easy to guess. Four words are better.");
    case PasswordProblem::IsTheName:
        return NewPassword::tr("A name is easy to guess. Choose something else.");
    case PasswordProblem::IsObvious:
        break;
    }
    return NewPassword::tr("This is among the first that anybody tries. Four words are better.");
}

QString strengthWords(const QString &password)
{
    return password.size() < longPassword ? NewPassword::tr("Long enough; longer is stronger.") : NewPassword::tr("Strong by its length.");
}

} // namespace

NewPassword::NewPassword(QWidget *parent)
    : QWidget(parent)
    , m_first(new PasswordLine(tr("New password")))
    , m_second(new PasswordLine(tr("New password once more")))
    , m_capsLock(new SeverityTag(SeverityMark::Caution, tr("Caps Lock is on")))
    , m_hint(new TextLabel(QString(), TypeStyle::Small, &Tokens::text2))
{
    m_hint->setWrapped(true);
    auto *rows = new QFormLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setHorizontalSpacing(12);
    rows->setVerticalSpacing(8);
    rows->addRow(tr("Ne&w password"), m_first);
    rows->addRow(tr("Once &more"), m_second);
    rows->addRow(m_capsLock);
    rows->addRow(m_hint);
    m_capsLock->hide();
    setFocusProxy(m_first);
    for (PasswordLine *line : {m_first, m_second}) {
        connect(line, &QLineEdit::textChanged, this, &NewPassword::check);
        connect(line, &QLineEdit::returnPressed, this, &NewPassword::returnPressed);
        connect(line, &PasswordLine::capsLockSeen, m_capsLock, &SeverityTag::setVisible);
    }
    check();
}

void NewPassword::setName(const QString &name)
{
    m_name = name;
    check();
}

void NewPassword::alignWith(QFormLayout &form)
{
    QList<QWidget *> labels;
    for (const auto *rows : {&form, static_cast<QFormLayout *>(layout())}) {
        for (int row = 0; row < rows->rowCount(); ++row) {
            if (const QLayoutItem *label = rows->itemAt(row, QFormLayout::LabelRole))
                labels << label->widget();
        }
    }
    int width = 0;
    for (QWidget *label : std::as_const(labels)) {
        label->ensurePolished();
        width = std::max(width, label->sizeHint().width());
    }
    for (QWidget *label : std::as_const(labels))
        label->setMinimumWidth(width);
}

QString NewPassword::take()
{
    QString password = m_first->take();
    m_second->clear();
    return password;
}

void NewPassword::check()
{
    const QString password = m_first->text();
    if (const auto problem = problemOf(password, m_name))
        m_problem = problemWords(*problem);
    else if (m_second->text() != password)
        m_problem = tr("%1 Type the same password once more.").arg(strengthWords(password));
    else
        m_problem.clear();
    m_hint->setText(m_problem.isEmpty() ? tr("%1 Both are the same.").arg(strengthWords(password)) : m_problem);
    Q_EMIT changed();
}

} // namespace dermis
