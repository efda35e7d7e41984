#pragma once

#include "ui/widgets/card.h"

namespace dermis {

class Avatar;
class Button;
class ClinicContext;
class TextLabel;

/// The patient's photo: what is kept, or a new one chosen from a file.
class PhotoCard : public Card
{
    Q_OBJECT
public:
    explicit PhotoCard(ClinicContext &context, QWidget *parent = nullptr);
    /// Silent; the kept photo's bytes, empty for none.
    void setKept(const QString &name, const QByteArray &bytes);
    void setName(const QString &name);
    /// JPEG bytes chosen and not kept yet; empty for none.
    QByteArray chosen() const { return m_chosen; }
    void setChosen(const QByteArray &bytes);

Q_SIGNALS:
    void changed();

private:
    void choose();
    void show();

    ClinicContext &m_context;
    Avatar *m_avatar;
    TextLabel *m_line;
    Button *m_choose;
    QString m_name;
    QByteArray m_kept;
    QByteArray m_chosen;
};

} // namespace dermis
